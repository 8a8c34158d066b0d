package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;

/** Another worker has claimed the payment: the current worker must not act on it any more. */
public class ClaimLost extends RuntimeException {

  ClaimLost(Payment payment) {
    super("payment of order %s is no longer claimed by this worker".formatted(payment.orderId()));
  }

  /**
   * @param worked the payment as the worker claimed it
   * @param now the payment's locked row
   * @throws ClaimLost when another worker has claimed the payment since
   */
  static void check(Payment worked, Payment now) {
    if (worked.claim() != now.claim()) {
      throw new ClaimLost(now);
    }
  }
}
