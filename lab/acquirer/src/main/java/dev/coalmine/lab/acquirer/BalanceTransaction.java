package dev.coalmine.lab.acquirer;

/**
 * A movement of the merchant's balance. Fees exist only here, so only after a capture.
 *
 * @param type charge, refund or refund_failure
 * @param source the charge or refund it belongs to
 * @param amount gross, negative when it leaves the balance
 * @param fee kept by the acquirer; not given back by a refund
 */
record BalanceTransaction(
    String id,
    String type,
    String source,
    String intent,
    long amount,
    long fee,
    String currency,
    long created) {

  /** 1.4 % and 25 minor units. */
  static long feeOf(long amount) {
    return Math.min(amount, Math.ceilDiv(amount * 14, 1000) + 25);
  }

  long net() {
    return amount - fee;
  }
}
