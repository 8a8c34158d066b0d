package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.lab.acquirer.Intent.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the operations do to the books: computed here, written by the caller. */
final class Acquiring {

  /** Stripe's least amount in EUR, USD and the like. */
  static final long LEAST_AMOUNT = 50;

  private final Books books;
  private final Behaviours behaviours;
  private final Duration authorisationLifetime;
  private final Clock clock;
  private final ObjectIds ids = new ObjectIds();

  Acquiring(Books books, Behaviours behaviours, Duration authorisationLifetime, Clock clock) {
    this.books = books;
    this.behaviours = behaviours;
    this.authorisationLifetime = authorisationLifetime;
    this.clock = clock;
  }

  Entry create(Form form) {
    long amount = form.number("amount", form.required("amount"));
    if (amount < LEAST_AMOUNT) {
      throw StripeError.invalid(
          "amount_too_small", "Amount must be at least %d.".formatted(LEAST_AMOUNT));
    }
    var intent =
        new Intent(
            ids.next("pi"),
            amount,
            form.required("currency"),
            form.text("capture_method", "automatic"),
            form.fields().containsKey("payment_method")
                ? Status.REQUIRES_CONFIRMATION
                : Status.REQUIRES_PAYMENT_METHOD,
            now(),
            0,
            null,
            0,
            0,
            null,
            null,
            form.metadata());
    return Entry.of(intent);
  }

  Entry confirm(Intent intent, Form form) {
    if (intent.status() != Status.REQUIRES_CONFIRMATION
        && intent.status() != Status.REQUIRES_PAYMENT_METHOD) {
      throw StripeError.unexpectedState(intent, "confirm");
    }
    var method = form.text("payment_method", "pm_card_visa");
    if (method.contains("authenticationRequired")) {
      return Entry.of(intent.with(Status.REQUIRES_ACTION));
    }
    if (method.contains("Declined") || behaviours.strikes(Kind.DECLINE, "confirm")) {
      return Entry.of(
          intent.declined(
              method.contains("InsufficientFunds") ? "insufficient_funds" : "generic_decline"));
    }
    var held = intent.held(ids.next("ch"), now());
    return intent.captureMethod().equals("manual") ? Entry.of(held) : captured(held);
  }

  Entry capture(Intent intent) {
    if (intent.status() != Status.REQUIRES_CAPTURE) {
      throw StripeError.unexpectedState(intent, "capture");
    }
    return captured(intent);
  }

  private Entry captured(Intent intent) {
    var captured = intent.capturedInFull();
    var transaction =
        new BalanceTransaction(
            ids.next("txn"),
            "charge",
            intent.charge(),
            intent.id(),
            intent.amount(),
            BalanceTransaction.feeOf(intent.amount()),
            intent.currency(),
            now());
    return new Entry(List.of(captured), List.of(), List.of(transaction), null);
  }

  Entry cancel(Intent intent, Form form) {
    if (intent.status() == Status.SUCCEEDED || intent.status() == Status.CANCELED) {
      throw StripeError.unexpectedState(intent, "cancel");
    }
    return Entry.of(intent.canceled(form.text("cancellation_reason", "requested_by_customer")));
  }

  Entry refund(Intent intent, Form form) {
    if (intent.status() != Status.SUCCEEDED) {
      throw StripeError.unexpectedState(intent, "refund");
    }
    long amount = form.number("amount", form.text("amount", String.valueOf(intent.refundable())));
    if (amount < 1 || amount > intent.refundable()) {
      throw StripeError.invalid(
          "charge_already_refunded",
          "Refund amount (%d) is greater than unrefunded amount on charge (%d)"
              .formatted(amount, intent.refundable()));
    }
    boolean pending = behaviours.strikes(Kind.PENDING_REFUNDS, "refund");
    var refund =
        new Refund(
            ids.next("re"),
            intent.id(),
            intent.charge(),
            amount,
            intent.currency(),
            pending ? "pending" : "succeeded",
            now(),
            form.metadata());
    // the money leaves the balance when the refund is made, also while it is pending
    return new Entry(
        List.of(intent.refundedBy(amount)), List.of(refund), List.of(outgoing(refund)), null);
  }

  private BalanceTransaction outgoing(Refund refund) {
    return new BalanceTransaction(
        ids.next("txn"),
        "refund",
        refund.id(),
        refund.intent(),
        -refund.amount(),
        0,
        refund.currency(),
        now());
  }

  /** A pending refund comes to its end when nothing holds it back any more; null while it waits. */
  Entry settle(Refund refund) {
    boolean waits =
        !refund.status().equals("pending") || behaviours.strikes(Kind.PENDING_REFUNDS, "refund");
    return waits ? null : new Entry(List.of(), List.of(refund.with("succeeded")), List.of(), null);
  }

  /** A hold that nobody captured in time; null while it lives. */
  Entry expire(Intent intent) {
    boolean over =
        intent.status() == Status.REQUIRES_CAPTURE
            && now() - intent.authorized() > authorisationLifetime.toSeconds();
    return over ? Entry.of(intent.canceled("automatic")) : null;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
