package dev.coalmine.order.orders;

/** Why an order is cancelled. */
public enum Cause {
  CUSTOMER("customer"),
  EXPIRED("expired"),
  CAPTURE_FAILED("capture-failed"),
  AUTHORIZATION_EXPIRED("authorization-expired");

  private final String text;

  Cause(String text) {
    this.text = text;
  }

  public static Cause of(String text) {
    for (var cause : values()) {
      if (cause.text.equals(text)) {
        return cause;
      }
    }
    throw new IllegalArgumentException("not a cause: " + text);
  }

  public String text() {
    return text;
  }
}
