package dev.coalmine.payment.domain;

/** What is known of an order's payment: there is at most one per order. */
public sealed interface OrderPayment permits Payment, Tombstone {

  long id();

  String orderId();
}
