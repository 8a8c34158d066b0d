/** Threads of our own that repeat a step. */
@NullMarked
package dev.coalmine.platform.loop;

import org.jspecify.annotations.NullMarked;
