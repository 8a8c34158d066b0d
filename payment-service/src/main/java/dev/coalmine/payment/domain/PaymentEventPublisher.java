package dev.coalmine.payment.domain;

/** Publishes the events of payments, within the transaction that changes the payment. */
public interface PaymentEventPublisher {

  /**
   * @param sequence the number of the event among those of the payment, from 1
   */
  void publish(OrderPayment payment, long sequence, PaymentEvent event);
}
