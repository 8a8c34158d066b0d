package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;

/** Somebody else is at the payment since: whoever hears this must not act on it any more. */
class ClaimLost extends RuntimeException {

  ClaimLost(Payment payment) {
    super("payment of order %s is no longer claimed by this worker".formatted(payment.orderId()));
  }
}
