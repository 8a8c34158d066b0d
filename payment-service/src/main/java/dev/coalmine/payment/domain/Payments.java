package dev.coalmine.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payments of orders, and the claims of workers on them. Each claim has a higher number than
 * the one before, so that a worker whose lease ended cannot act any more.
 */
public interface Payments {

  /**
   * Adds a payment and claims it.
   *
   * @return false when the order has one already
   */
  boolean add(Payment payment, Instant now, Duration lease);

  /**
   * Adds a tombstone.
   *
   * @return false when the order has a payment or a tombstone already
   */
  boolean add(Tombstone tombstone, Instant now, Duration lease);

  Optional<OrderPayment> ofOrder(String orderId);

  /** Locks what is known of an order's payment until the end of the transaction. */
  Optional<OrderPayment> lockOfOrder(String orderId);

  /** Locks a payment until the end of the transaction. */
  Payment lock(long id);

  /** Claims a payment; empty when another worker has the claim or no work is left. */
  Optional<Payment> claim(long id, Instant now, Duration lease);

  /**
   * Claims due payments, oldest first. Skips payments that another replica is claiming.
   *
   * @param dueBy now, or a later time to claim payments that are not due yet
   */
  List<Payment> claimDue(Instant now, Instant dueBy, Duration lease, int most);

  /** Prolongs a claim; empty when another worker has claimed the payment since. */
  Optional<Payment> renew(long id, int claim, Instant until);

  /**
   * Stores the intent and the number of the next attempt, before the acquirer is asked to act, and
   * prolongs the claim. Empty when another worker has claimed the payment since.
   */
  Optional<Payment> beginAttempt(long id, int claim, String intent, Instant until);

  /**
   * Stores the next state with a new claim, so that an earlier claim ends.
   *
   * @param nextAttempt null when the state is no work
   * @param claimedUntil when the caller's claim ends; null when the state is no work
   */
  Payment move(
      long id,
      PaymentState state,
      @Nullable String reason,
      long sequence,
      @Nullable Instant nextAttempt,
      @Nullable Instant claimedUntil);

  /** Counts a failure, and gives the claim up until the next attempt. */
  void postpone(long id, PaymentState state, Instant nextAttempt);

  /**
   * Makes payments due that wait with back-off: one after another from now on, in the order of
   * their due times, and none later than before. Skips payments that another replica is changing.
   *
   * @param perSecond how many become due in a second
   * @return how many payments are due earlier now
   */
  int hasten(Instant now, int perSecond);

  /** Notes that the order asks to undo the payment, and makes the payment due. */
  void requestCancel(long id, Instant now);

  /** Counts an event of the payment, and returns the event's number. */
  long nextSequence(long id);

  /** Returns the payment of an intent if its state is work. */
  Optional<Long> waitingFor(String intent);

  boolean knows(String intent);
}
