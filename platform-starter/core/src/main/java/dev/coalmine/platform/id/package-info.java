/** Ids of rows and aggregates. */
@NullMarked
package dev.coalmine.platform.id;

import org.jspecify.annotations.NullMarked;
