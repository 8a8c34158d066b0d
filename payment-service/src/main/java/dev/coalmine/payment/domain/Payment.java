package dev.coalmine.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * The payment of an order.
 *
 * @param intent the acquirer's id of the intent; null before the intent was created
 * @param reason the reason of a decline or a lost hold; null otherwise
 * @param cancelRequested whether the order asked to undo the payment
 * @param sequence the number of the payment's last event
 * @param attempt how often the current step was begun
 * @param failures how often in a row the current step failed
 * @param claim a fencing token: each claim has a higher one, and only the latest may act
 */
public record Payment(
    long id,
    String orderId,
    String customer,
    Money price,
    PaymentState state,
    @Nullable String intent,
    @Nullable String reason,
    boolean cancelRequested,
    long sequence,
    int attempt,
    int failures,
    int claim)
    implements OrderPayment {

  /** Returns whether the payment is of this customer and price. */
  public boolean isFor(String otherCustomer, Money otherPrice) {
    return customer.equals(otherCustomer) && price.equals(otherPrice);
  }

  /** Returns whether the price is zero; then the acquirer is not asked. */
  public boolean isFree() {
    return price.amount() == 0;
  }
}
