package dev.coalmine.order.orders;

/** Why an order is cancelled; the text is what events, columns and the API call it. */
public enum CancellationReason {
  CUSTOMER("customer"),
  EXPIRED("expired"),
  CAPTURE_FAILED("capture-failed"),
  AUTHORIZATION_EXPIRED("authorization-expired");

  private final String text;

  CancellationReason(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException when no reason has this text
   */
  public static CancellationReason of(String text) {
    for (var reason : values()) {
      if (reason.text.equals(text)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("not a reason for a cancellation: " + text);
  }

  public String text() {
    return text;
  }
}
