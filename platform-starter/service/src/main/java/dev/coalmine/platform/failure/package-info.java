/** What a failure says about trying again. */
@NullMarked
package dev.coalmine.platform.failure;

import org.jspecify.annotations.NullMarked;
