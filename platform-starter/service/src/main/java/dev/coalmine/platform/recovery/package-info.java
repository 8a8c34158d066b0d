/** Noticing the end of an outage. */
@NullMarked
package dev.coalmine.platform.recovery;

import org.jspecify.annotations.NullMarked;
