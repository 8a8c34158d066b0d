package dev.coalmine.payment.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The refunds of payments: one per return, and one for the rest after a cancellation. */
public interface Refunds {

  /**
   * Adds a refund; does nothing when the return has one.
   *
   * @param returnId null for the rest
   * @param amount in minor units
   */
  void add(long paymentId, @Nullable String returnId, long amount);

  /** Returns the refunds that are requested or pending, oldest first. */
  List<Refund> open(long paymentId);

  List<Refund> all(long paymentId);

  /** Counts an attempt before the acquirer is asked for the refund. */
  Refund beginAttempt(long id);

  void countFailure(long id);

  /** Opens a failed refund again, so that the acquirer is asked for a new one. */
  void reopen(long id);

  /**
   * Stores the next status of an open refund.
   *
   * @param acquirerRefund the acquirer's id; null keeps the id that is stored
   * @return whether the refund was open and has changed
   */
  boolean move(long id, Refund.Status status, @Nullable String acquirerRefund);
}
