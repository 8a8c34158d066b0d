package dev.coalmine.lab.journal;

import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param key the request's idempotency key, which joins its lines
 * @param order its id; null where it is not known
 * @param status of the HTTP answer; 0 for an intent and where no answer came
 */
public record Entry(
    Kind kind, Instant at, String key, Action action, String customer, String order, int status) {

  /** Written before the first attempt, and after the last. */
  public enum Kind {
    INTENT,
    ANSWER
  }

  /** What was asked for. */
  public enum Action {
    PLACE,
    CANCEL,
    RETURN
  }

  public static Entry place(String key, String customer) {
    return new Entry(Kind.INTENT, Instant.now(), key, Action.PLACE, customer, null, 0);
  }

  public static Entry cancel(String key, String customer, String order) {
    return new Entry(Kind.INTENT, Instant.now(), key, Action.CANCEL, customer, order, 0);
  }

  public static Entry giveBack(String key, String customer, String order) {
    return new Entry(Kind.INTENT, Instant.now(), key, Action.RETURN, customer, order, 0);
  }

  /**
   * @param order null when it is not known
   * @param status 0 when every attempt ended without an answer
   */
  public Entry answered(String order, int status) {
    return new Entry(Kind.ANSWER, Instant.now(), key, action, customer, order, status);
  }
}
