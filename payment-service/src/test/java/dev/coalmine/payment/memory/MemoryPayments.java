package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Tombstone;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

public final class MemoryPayments implements Payments {

  /**
   * @param sequence of a tombstone; a payment has its own
   */
  private record Row(OrderPayment of, long sequence, Instant nextAttempt, Instant claimedUntil) {

    Payment payment() {
      return (Payment) of;
    }

    boolean isWork() {
      return of instanceof Payment payment && payment.state().isWork();
    }

    boolean isClaimed(Instant now) {
      return claimedUntil != null && !claimedUntil.isBefore(now);
    }
  }

  private final MemoryTransactions transactions;
  private final MemoryTransactions.Table<Long, Row> rows;

  MemoryPayments(MemoryTransactions transactions) {
    this.transactions = transactions;
    this.rows = transactions.new Table<>();
  }

  public Payment get(String orderId) {
    return (Payment) ofOrder(orderId).orElseThrow();
  }

  /** Returns when the payment is to be worked on; null when there is no work. */
  public Instant nextAttempt(String orderId) {
    return rows.get(get(orderId).id()).nextAttempt();
  }

  public boolean isClaimed(String orderId, Instant now) {
    return rows.get(get(orderId).id()).isClaimed(now);
  }

  @Override
  public boolean add(Payment payment, Instant now, Duration lease) {
    return add(new Row(payment, payment.sequence(), now, now.plus(lease)));
  }

  @Override
  public boolean add(Tombstone tombstone, Instant now, Duration lease) {
    return add(new Row(tombstone, Tombstone.SEQUENCE, now, now.plus(lease)));
  }

  private boolean add(Row row) {
    if (ofOrder(row.of().orderId()).isPresent()) {
      return false;
    }
    transactions.lock("payment " + row.of().id());
    rows.put(row.of().id(), row);
    return true;
  }

  @Override
  public Optional<OrderPayment> ofOrder(String orderId) {
    return rows.all().stream().map(Row::of).filter(of -> of.orderId().equals(orderId)).findFirst();
  }

  @Override
  public Optional<OrderPayment> lockOfOrder(String orderId) {
    var found = ofOrder(orderId);
    found.ifPresent(of -> transactions.lock("payment " + of.id()));
    return found;
  }

  @Override
  public Payment lock(long id) {
    transactions.lock("payment " + id);
    return rows.get(id).payment();
  }

  @Override
  public Optional<Payment> claim(long id, Instant now, Duration lease) {
    transactions.lock("payment " + id);
    return Optional.of(rows.get(id))
        .filter(Row::isWork)
        .filter(row -> !row.isClaimed(now))
        .map(row -> put(nextClaim(row.payment()), row.nextAttempt(), now.plus(lease)));
  }

  @Override
  public List<Payment> claimDue(Instant now, Instant dueBy, Duration lease, int most) {
    return rows.all().stream()
        .filter(Row::isWork)
        .filter(row -> !row.nextAttempt().isAfter(dueBy))
        .sorted(Comparator.comparing(Row::nextAttempt))
        .limit(most)
        .flatMap(row -> claim(row.of().id(), now, lease).stream())
        .toList();
  }

  @Override
  public Optional<Payment> renew(long id, int claim, Instant until) {
    return update(id, claim, until, payment -> payment);
  }

  @Override
  public Optional<Payment> beginAttempt(long id, int claim, String intent, Instant until) {
    return update(
        id,
        claim,
        until,
        p -> copy(p, p.state(), intent, p.reason(), p.sequence(), p.attempt() + 1, p.failures()));
  }

  private Optional<Payment> update(
      long id, int claim, Instant until, UnaryOperator<Payment> change) {
    transactions.lock("payment " + id);
    return Optional.of(rows.get(id))
        .filter(row -> row.payment().claim() == claim)
        .map(row -> put(change.apply(row.payment()), row.nextAttempt(), until));
  }

  @Override
  public Payment move(
      long id,
      PaymentState state,
      String reason,
      long sequence,
      Instant nextAttempt,
      Instant claimedUntil) {
    var p = locked(id);
    return put(
        nextClaim(copy(p, state, p.intent(), reason, sequence, 0, 0)), nextAttempt, claimedUntil);
  }

  @Override
  public void postpone(long id, PaymentState state, Instant nextAttempt) {
    var p = locked(id);
    put(
        copy(p, state, p.intent(), p.reason(), p.sequence(), p.attempt(), p.failures() + 1),
        nextAttempt,
        null);
  }

  @Override
  public int hasten(Instant now, int perSecond) {
    throw new UnsupportedOperationException("only the loops hasten payments");
  }

  @Override
  public void requestCancel(long id, Instant now) {
    var p = locked(id);
    put(
        new Payment(
            p.id(),
            p.orderId(),
            p.customer(),
            p.price(),
            p.state(),
            p.intent(),
            p.reason(),
            true,
            p.sequence(),
            p.attempt(),
            p.failures(),
            p.claim()),
        now,
        rows.get(id).claimedUntil());
  }

  @Override
  public long nextSequence(long id) {
    transactions.requireLock("payment " + id);
    var row = rows.get(id);
    long next = row.sequence() + 1;
    switch (row.of()) {
      case Payment p ->
          put(
              copy(p, p.state(), p.intent(), p.reason(), next, p.attempt(), p.failures()),
              row.nextAttempt(),
              row.claimedUntil());
      case Tombstone _ ->
          rows.put(id, new Row(row.of(), next, row.nextAttempt(), row.claimedUntil()));
    }
    return next;
  }

  @Override
  public Optional<Long> waitingFor(String intent) {
    return rows.all().stream()
        .filter(Row::isWork)
        .filter(row -> intent.equals(row.payment().intent()))
        .map(row -> row.of().id())
        .findFirst();
  }

  @Override
  public boolean knows(String intent) {
    return rows.all().stream()
        .anyMatch(row -> row.of() instanceof Payment p && intent.equals(p.intent()));
  }

  private Payment locked(long id) {
    transactions.requireLock("payment " + id);
    return rows.get(id).payment();
  }

  private Payment put(Payment payment, Instant nextAttempt, Instant claimedUntil) {
    rows.put(payment.id(), new Row(payment, payment.sequence(), nextAttempt, claimedUntil));
    return payment;
  }

  private static Payment nextClaim(Payment p) {
    return new Payment(
        p.id(),
        p.orderId(),
        p.customer(),
        p.price(),
        p.state(),
        p.intent(),
        p.reason(),
        p.cancelRequested(),
        p.sequence(),
        p.attempt(),
        p.failures(),
        p.claim() + 1);
  }

  private static Payment copy(
      Payment p,
      PaymentState state,
      String intent,
      String reason,
      long sequence,
      int attempt,
      int failures) {
    return new Payment(
        p.id(),
        p.orderId(),
        p.customer(),
        p.price(),
        state,
        intent,
        reason,
        p.cancelRequested(),
        sequence,
        attempt,
        failures,
        p.claim());
  }
}
