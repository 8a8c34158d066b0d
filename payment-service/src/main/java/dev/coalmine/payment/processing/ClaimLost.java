package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;

/** Another worker has claimed the payment: the current worker must not act on it any more. */
class ClaimLost extends RuntimeException {

  ClaimLost(Payment payment) {
    super("payment of order %s is no longer claimed by this worker".formatted(payment.orderId()));
  }
}
