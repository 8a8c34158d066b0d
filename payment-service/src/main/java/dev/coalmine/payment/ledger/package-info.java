/** Double-entry books of the money that moved. */
@NullMarked
package dev.coalmine.payment.ledger;

import org.jspecify.annotations.NullMarked;
