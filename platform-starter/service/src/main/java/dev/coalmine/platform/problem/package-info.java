/** Errors that a service answers, as RFC 9457 has them. */
@NullMarked
package dev.coalmine.platform.problem;

import org.jspecify.annotations.NullMarked;
