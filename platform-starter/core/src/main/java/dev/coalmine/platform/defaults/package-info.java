/** Settings that lie below those of an application. */
@NullMarked
package dev.coalmine.platform.defaults;

import org.jspecify.annotations.NullMarked;
