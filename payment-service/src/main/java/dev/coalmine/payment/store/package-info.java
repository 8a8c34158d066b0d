/** The tables of payments, refunds and the ledger: the ports of the domain by JDBC. */
@NullMarked
package dev.coalmine.payment.store;

import org.jspecify.annotations.NullMarked;
