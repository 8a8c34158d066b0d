/**
 * Holds requests to the limits of their route, by address before the token is verified, by customer
 * and client after; and tells clients what is left of them.
 */
@NullMarked
package dev.coalmine.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
