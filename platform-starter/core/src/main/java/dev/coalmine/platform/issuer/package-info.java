/** Whose tokens are accepted, and the keys that verify them. */
@NullMarked
package dev.coalmine.platform.issuer;

import org.jspecify.annotations.NullMarked;
