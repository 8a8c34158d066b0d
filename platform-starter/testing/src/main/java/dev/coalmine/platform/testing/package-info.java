/** Fixtures of tests that several services have. */
@NullMarked
package dev.coalmine.platform.testing;

import org.jspecify.annotations.NullMarked;
