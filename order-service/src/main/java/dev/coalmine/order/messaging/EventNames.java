package dev.coalmine.order.messaging;

/** The topics and event types that other services know. */
public final class EventNames {

  public static final String ORDERS = "orders.events";
  public static final String PRODUCTS = "products.events";
  static final String PAYMENTS = "payments.events";

  static final String ORDER_PLACED = "order.placed.v1";
  static final String ORDER_CONFIRMED = "order.confirmed.v1";
  static final String ORDER_REJECTED = "order.rejected.v1";
  static final String ORDER_CANCELLATION_REQUESTED = "order.cancellation-requested.v1";
  static final String ORDER_CANCELLED = "order.cancelled.v1";
  static final String ORDER_LINES_RETURNED = "order.lines-returned.v1";
  static final String PRODUCT_CHANGED = "product.changed.v1";

  static final String PAYMENT_AUTHORIZED = "payment.authorized.v1";
  static final String PAYMENT_DECLINED = "payment.declined.v1";
  static final String PAYMENT_CAPTURED = "payment.captured.v1";
  static final String PAYMENT_CAPTURE_FAILED = "payment.capture-failed.v1";
  static final String PAYMENT_VOIDED = "payment.voided.v1";
  static final String PAYMENT_REFUNDED = "payment.refunded.v1";
  static final String PAYMENT_REFUND_FAILED = "payment.refund-failed.v1";

  private EventNames() {}
}
