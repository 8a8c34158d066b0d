package dev.coalmine.payment.messaging;

/** The topics and event types that other services know. */
final class EventNames {

  static final String PAYMENTS = "payments.events";
  static final String ORDERS = "orders.events";

  static final String PAYMENT_AUTHORIZED = "payment.authorized.v1";
  static final String PAYMENT_DECLINED = "payment.declined.v1";
  static final String PAYMENT_CAPTURED = "payment.captured.v1";
  static final String PAYMENT_CAPTURE_FAILED = "payment.capture-failed.v1";
  static final String PAYMENT_VOIDED = "payment.voided.v1";
  static final String PAYMENT_REFUNDED = "payment.refunded.v1";
  static final String PAYMENT_REFUND_FAILED = "payment.refund-failed.v1";

  static final String ORDER_PLACED = "order.placed.v1";
  static final String ORDER_CONFIRMED = "order.confirmed.v1";
  static final String ORDER_CANCELLATION_REQUESTED = "order.cancellation-requested.v1";
  static final String ORDER_LINES_RETURNED = "order.lines-returned.v1";

  private EventNames() {}
}
