/** How a process leaves: the drain. */
@NullMarked
package dev.coalmine.platform.lifecycle;

import org.jspecify.annotations.NullMarked;
