/** Connections end with the drain of a process. */
@NullMarked
package dev.coalmine.platform.drain;

import org.jspecify.annotations.NullMarked;
