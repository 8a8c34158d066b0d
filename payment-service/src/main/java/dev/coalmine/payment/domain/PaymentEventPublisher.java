package dev.coalmine.payment.domain;

/** Where a payment says what happened to it; within the transaction that did it. */
public interface PaymentEventPublisher {

  /**
   * @param sequence of the event among the order's
   */
  void publish(OrderPayment payment, long sequence, PaymentEvent event);
}
