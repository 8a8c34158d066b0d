/**
 * Rate limits: what a limit says, and the algorithms that decide. The policy names limits, so
 * nothing here knows a policy, a route or an exchange; the filters that ask are another package.
 */
@NullMarked
package dev.coalmine.gateway.limit;

import org.jspecify.annotations.NullMarked;
