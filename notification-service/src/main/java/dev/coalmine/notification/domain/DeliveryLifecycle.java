package dev.coalmine.notification.domain;

import static dev.coalmine.notification.domain.DeliveryStatus.DUE;
import static dev.coalmine.notification.domain.DeliveryStatus.FAILED;
import static dev.coalmine.notification.domain.DeliveryStatus.SENT;
import static dev.coalmine.notification.domain.DeliveryStatus.SKIPPED;
import static dev.coalmine.notification.domain.DeliveryStatus.UNDELIVERABLE;
import static dev.coalmine.notification.domain.DeliveryStatus.WAITING;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of notifications: the only place that says which status follows which. The
 * callers store what it returns.
 */
public final class DeliveryLifecycle {

  /** The status of a new notification. */
  public static final DeliveryStatus FIRST = WAITING;

  private DeliveryLifecycle() {}

  /** What follows when the order of a waiting notification is known. */
  public sealed interface Release {

    DeliveryStatus status();

    /** The notification becomes the last entry of the customer's stream. */
    record ToStream(String customer) implements Release {

      @Override
      public DeliveryStatus status() {
        return SENT;
      }
    }

    /** The notification is a mail that is to be sent. */
    record ToAddress(String customer, String recipient) implements Release {

      @Override
      public DeliveryStatus status() {
        return DUE;
      }
    }

    /**
     * The notification is not sent.
     *
     * @param customer null when the notification is to be in no customer's list
     */
    record Skip(@Nullable String customer, String reason) implements Release {

      @Override
      public DeliveryStatus status() {
        return SKIPPED;
      }
    }
  }

  /**
   * The outcome of an attempt to send a mail.
   *
   * @param reason why the mail was not sent; null when it was sent
   * @param nextAttempt when the mail is to be tried again; null when it is not
   * @param needsClaim whether the result counts only while the worker has the current claim
   */
  public record AttemptResult(
      DeliveryStatus status,
      @Nullable String reason,
      @Nullable Instant nextAttempt,
      boolean needsClaim) {

    /** Returns the text to keep with the attempt. */
    public String text() {
      return reason == null ? status.text() : reason;
    }
  }

  /**
   * The event of a new notification needs no words.
   *
   * @param why there is nothing to tell
   */
  public static Release nothingToTell(String why) {
    return new Release.Skip(null, why);
  }

  /** The order of a waiting notification is known. */
  public static Release release(Notification waiting, KnownOrder order) {
    return switch (waiting.channel()) {
      case STREAM -> new Release.ToStream(order.customer());
      case MAIL ->
          order.email() == null
              ? new Release.Skip(order.customer(), "the customer has no address")
              : new Release.ToAddress(order.customer(), order.email());
    };
  }

  /** The mail server took the mail: the customer has it, whether or not the claim is lost. */
  public static AttemptResult sent() {
    return new AttemptResult(SENT, null, null, false);
  }

  /** The mail server refuses the mail for good, or its address is invalid. */
  public static AttemptResult undeliverable(String reason) {
    return new AttemptResult(UNDELIVERABLE, reason, null, true);
  }

  /** We cannot send the mail, through a fault of ours. */
  public static AttemptResult failed(String reason) {
    return new AttemptResult(FAILED, reason, null, true);
  }

  /** The mail is to be tried again. */
  public static AttemptResult postponed(String reason, Instant nextAttempt) {
    return new AttemptResult(DUE, reason, nextAttempt, true);
  }
}
