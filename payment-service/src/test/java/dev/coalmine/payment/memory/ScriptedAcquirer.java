package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.AcquirerOutcome;
import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Unconfirmed;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Refund;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says yes to all calls, unless it was told what to answer next. No transaction may be open during
 * a call.
 */
public final class ScriptedAcquirer implements Acquirer {

  private final MemoryTransactions transactions;
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Deque<Object>> answers = new HashMap<>();
  private final Map<String, Runnable> meanwhile = new HashMap<>();

  ScriptedAcquirer(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  /** The next call of this name gets this answer; several are given in their order. */
  public void answer(String call, Object answer) {
    answers.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(answer);
  }

  /** Does this once, while the next call of this name is under way. */
  public void during(String call, Runnable action) {
    meanwhile.put(call, action);
  }

  /** Returns the calls so far, in their order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Creation create(Payment payment) {
    return called("create", Creation.class, new Creation.Created("intent of " + payment.orderId()));
  }

  @Override
  public AcquirerOutcome confirm(Payment payment) {
    return called("confirm", AcquirerOutcome.class, new Authorized());
  }

  @Override
  public AcquirerOutcome find(Payment payment) {
    return called("find", AcquirerOutcome.class, new Unconfirmed());
  }

  @Override
  public AcquirerOutcome capture(Payment payment) {
    var captured = new Captured("capture of " + payment.orderId(), 30);
    return called("capture", AcquirerOutcome.class, captured);
  }

  @Override
  public AcquirerOutcome cancel(Payment payment) {
    return called("cancel", AcquirerOutcome.class, new Voided("canceled"));
  }

  @Override
  public RefundOutcome refund(Payment payment, Refund refund) {
    var refunded = new RefundOutcome.Refunded("refund " + refund.id());
    return called("refund", RefundOutcome.class, refunded);
  }

  private <T> T called(String call, Class<T> type, T usual) {
    transactions.requireNone();
    calls.add(call);
    var action = meanwhile.remove(call);
    if (action != null) {
      action.run();
    }
    var next = answers.getOrDefault(call, new ArrayDeque<>()).poll();
    return next == null ? usual : type.cast(next);
  }
}
