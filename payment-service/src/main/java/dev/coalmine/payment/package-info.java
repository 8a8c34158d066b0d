/** The payment service: owns payments and the ledger, and talks to the card acquirer. */
@NullMarked
package dev.coalmine.payment;

import org.jspecify.annotations.NullMarked;
