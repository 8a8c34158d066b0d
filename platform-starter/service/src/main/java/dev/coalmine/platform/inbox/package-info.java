/** Consuming: each event once, in the order of its aggregate. */
@NullMarked
package dev.coalmine.platform.inbox;

import org.jspecify.annotations.NullMarked;
