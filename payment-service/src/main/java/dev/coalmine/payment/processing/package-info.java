/** Brings payments from state to state: order events, the worker, retries and refunds. */
@NullMarked
package dev.coalmine.payment.processing;

import org.jspecify.annotations.NullMarked;
