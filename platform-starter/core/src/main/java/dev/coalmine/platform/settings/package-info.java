/** Checks of settings. */
@NullMarked
package dev.coalmine.platform.settings;

import org.jspecify.annotations.NullMarked;
