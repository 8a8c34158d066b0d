/** The Redis of the limits: one connection, one Lua script for each algorithm. */
@NullMarked
package dev.coalmine.gateway.limit.redis;

import org.jspecify.annotations.NullMarked;
