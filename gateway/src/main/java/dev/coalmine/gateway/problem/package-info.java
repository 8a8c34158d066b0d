/** Every failure of the gateway itself is an RFC 9457 problem. */
@NullMarked
package dev.coalmine.gateway.problem;

import org.jspecify.annotations.NullMarked;
