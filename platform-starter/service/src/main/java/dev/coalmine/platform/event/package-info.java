/** The envelope of events, and the topics that carry them. */
@NullMarked
package dev.coalmine.platform.event;

import org.jspecify.annotations.NullMarked;
