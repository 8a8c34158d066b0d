/** Connections of the database after a fail-over. */
@NullMarked
package dev.coalmine.platform.pool;

import org.jspecify.annotations.NullMarked;
