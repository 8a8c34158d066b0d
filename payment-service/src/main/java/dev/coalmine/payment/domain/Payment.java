package dev.coalmine.payment.domain;

/**
 * @param intent the acquirer's id of it; null before one was created
 * @param reason of a decline or a lost hold; null otherwise
 * @param cancelRequested the order wants it undone as soon as it is known what there is to undo
 * @param sequence counts this order's events
 * @param attempt how often the current step was begun
 * @param failures of it in a row
 * @param claim a fencing token: each claim has a higher one, and only the latest may act
 */
public record Payment(
    long id,
    String orderId,
    String customer,
    Money price,
    PaymentState state,
    String intent,
    String reason,
    boolean cancelRequested,
    long sequence,
    int attempt,
    int failures,
    int claim)
    implements OrderPayment {

  public boolean isFor(String otherCustomer, Money otherPrice) {
    return customer.equals(otherCustomer) && price.equals(otherPrice);
  }

  /** Nothing to pay: the acquirer is not asked. */
  public boolean isFree() {
    return price.amount() == 0;
  }
}
