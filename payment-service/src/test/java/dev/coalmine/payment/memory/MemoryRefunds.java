package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.Refund;
import dev.coalmine.payment.domain.Refund.Status;
import dev.coalmine.payment.domain.Refunds;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.List;
import java.util.Objects;

public final class MemoryRefunds implements Refunds {

  private final MemoryTransactions transactions;
  private final MemoryTransactions.Table<Long, Refund> rows;

  MemoryRefunds(MemoryTransactions transactions) {
    this.transactions = transactions;
    this.rows = transactions.new Table<>();
  }

  @Override
  public void add(long paymentId, String returnId, long amount) {
    if (all(paymentId).stream().noneMatch(r -> Objects.equals(r.returnId(), returnId))) {
      long id = rows.all().size();
      rows.put(id, new Refund(id, paymentId, returnId, amount, Status.REQUESTED, null, 0, 0));
    }
  }

  @Override
  public List<Refund> open(long paymentId) {
    return all(paymentId).stream().filter(refund -> refund.status().isOpen()).toList();
  }

  @Override
  public List<Refund> all(long paymentId) {
    return rows.all().stream().filter(refund -> refund.paymentId() == paymentId).toList();
  }

  @Override
  public Refund beginAttempt(long id) {
    var r = rows.get(id);
    put(r, r.status(), r.acquirerRefund(), r.attempt() + 1, r.failures());
    return rows.get(id);
  }

  @Override
  public void countFailure(long id) {
    var r = rows.get(id);
    put(r, r.status(), r.acquirerRefund(), r.attempt(), r.failures() + 1);
  }

  @Override
  public void reopen(long id) {
    var r = rows.get(id);
    put(r, Status.REQUESTED, null, r.attempt(), r.failures());
  }

  @Override
  public boolean move(long id, Status status, String acquirerRefund) {
    transactions.requireRunning();
    var r = rows.get(id);
    if (!r.status().isOpen() || r.status() == status) {
      return false;
    }
    var known = acquirerRefund == null ? r.acquirerRefund() : acquirerRefund;
    put(r, status, known, r.attempt(), r.failures());
    return true;
  }

  private void put(Refund r, Status status, String acquirerRefund, int attempt, int failures) {
    rows.put(
        r.id(),
        new Refund(
            r.id(),
            r.paymentId(),
            r.returnId(),
            r.amount(),
            status,
            acquirerRefund,
            attempt,
            failures));
  }
}
