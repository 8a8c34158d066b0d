package dev.coalmine.notification.domain;

import java.util.Arrays;

/** How far a notification is; {@link DeliveryLifecycle} decides which status follows. */
public enum DeliveryStatus {
  /** The order that it is about is not known yet. */
  WAITING("Waiting"),
  /** A mail that is to be sent, now or after a pause. */
  DUE("Due"),
  /** A mail that the server took, or an entry of the customer's stream. */
  SENT("Sent"),
  /** A mail that we cannot send, through a fault of ours. */
  FAILED("Failed"),
  /** A mail that the mail server refuses for good, or whose address is invalid. */
  UNDELIVERABLE("Undeliverable"),
  /** There is nothing to tell, or no address to send the mail to. */
  SKIPPED("Skipped");

  private final String text;

  DeliveryStatus(String text) {
    this.text = text;
  }

  /** As the database and the API write it. */
  public String text() {
    return text;
  }

  /**
   * @throws IllegalArgumentException when there is no such status
   */
  public static DeliveryStatus of(String text) {
    return Arrays.stream(values())
        .filter(status -> status.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no status of a notification: " + text));
  }
}
