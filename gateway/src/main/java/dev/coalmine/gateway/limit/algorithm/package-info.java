/**
 * The algorithms of rate limits: numbers in, numbers out. They know no clock, no thread and no
 * Redis; each has a Lua script beside it (resources, {@code limits/}) that takes the same
 * decisions.
 */
@NullMarked
package dev.coalmine.gateway.limit.algorithm;

import org.jspecify.annotations.NullMarked;
