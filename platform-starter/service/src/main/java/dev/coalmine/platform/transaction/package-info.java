/** Transactions as use cases see them. */
@NullMarked
package dev.coalmine.platform.transaction;

import org.jspecify.annotations.NullMarked;
