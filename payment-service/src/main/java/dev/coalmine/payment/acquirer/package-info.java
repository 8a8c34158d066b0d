/** The adapter of the card acquirer's API. */
@NullMarked
package dev.coalmine.payment.acquirer;

import org.jspecify.annotations.NullMarked;
