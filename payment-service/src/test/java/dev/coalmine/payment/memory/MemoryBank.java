package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentEvent;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.processing.AcquirerWebhookHandler;
import dev.coalmine.payment.processing.AdvancePayment;
import dev.coalmine.payment.processing.ApplyTransition;
import dev.coalmine.payment.processing.BeginAttempt;
import dev.coalmine.payment.processing.OrderEventHandler;
import dev.coalmine.payment.processing.RecordOutcome;
import dev.coalmine.payment.processing.RefundPayment;
import dev.coalmine.payment.processing.RenewClaim;
import dev.coalmine.payment.processing.StartPayment;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** All ports of the use cases in memory, the use cases over them, and one order of Ada's. */
public final class MemoryBank {

  public static final String ORDER = "0S9WQX3YMKHH1";
  public static final String CUSTOMER = "ada";
  public static final Money PRICE = new Money(1000, "EUR");
  public static final Duration LEASE = Duration.ofSeconds(20);
  public static final Duration PAUSE = Duration.ofSeconds(1);

  public final MemoryTransactions transactions = new MemoryTransactions();
  public final MemoryPayments payments = new MemoryPayments(transactions);
  public final MemoryRefunds refunds = new MemoryRefunds(transactions);
  public final MemoryLedger ledger = new MemoryLedger(transactions);
  public final MemoryEvents events = new MemoryEvents(transactions);
  public final MemoryIncidents incidents = new MemoryIncidents();
  public final ScriptedAcquirer acquirer = new ScriptedAcquirer(transactions);
  public final MemoryWorkers workers =
      new MemoryWorkers(transactions, claimed -> advance().advance(claimed));

  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private long lastId;

  public Instant now() {
    return now;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  public StartPayment start() {
    return new StartPayment(transactions, payments, workers, this::nextId, LEASE, clock);
  }

  public OrderEventHandler orders() {
    return new OrderEventHandler(
        transactions,
        payments,
        refunds,
        transitions(),
        events,
        workers,
        incidents,
        this::nextId,
        LEASE,
        clock);
  }

  public AcquirerWebhookHandler webhooks() {
    return new AcquirerWebhookHandler(transactions, payments, workers, LEASE, clock);
  }

  public RenewClaim claims() {
    return new RenewClaim(transactions, payments, LEASE, clock);
  }

  public AdvancePayment advance() {
    return new AdvancePayment(
        acquirer,
        new BeginAttempt(transactions, payments, LEASE, clock),
        new RecordOutcome(transactions, payments, ledger, transitions()),
        new RefundPayment(
            transactions,
            payments,
            refunds,
            acquirer,
            ledger,
            transitions(),
            events,
            incidents,
            LEASE,
            clock));
  }

  private ApplyTransition transitions() {
    return new ApplyTransition(
        payments, refunds, events, LEASE, failures -> PAUSE.multipliedBy(failures + 1), clock);
  }

  private long nextId() {
    return ++lastId;
  }

  /** The order is placed, and the payment is worked on. */
  public void placed() {
    orders().placed(ORDER, CUSTOMER, PRICE);
  }

  /** The order was placed and confirmed, and its money captured. */
  public void captured() {
    placed();
    orders().confirmed(ORDER);
  }

  /** The work is taken up by the worker of another replica, whose claim is the latest then. */
  public Payment claimElsewhere() {
    pass(LEASE.plusSeconds(1));
    return transactions.run(_ -> payments.claim(payment().id(), now, LEASE)).orElseThrow();
  }

  /** Lets the pause of the back-off pass, and works on the payment again. */
  public void tryAgain() {
    pass(Duration.ofMinutes(1));
    transactions
        .run(_ -> payments.claimDue(now, now, LEASE, 10))
        .forEach(claimed -> advance().advance(claimed));
  }

  public Payment payment() {
    return payments.get(ORDER);
  }

  public PaymentState state() {
    return payment().state();
  }

  public List<PaymentEvent> published() {
    return events.of(ORDER);
  }
}
