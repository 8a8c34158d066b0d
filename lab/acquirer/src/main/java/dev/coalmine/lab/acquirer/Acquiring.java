package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.lab.acquirer.Intent.Status;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * What the operations on an intent do to the books: computed here, written by the caller.
 *
 * @param ids the next id for a prefix
 */
record Acquiring(UnaryOperator<String> ids, Behaviours behaviours, Clock clock) {

  /** Stripe's, in EUR, USD and the like. */
  private static final long LEAST_AMOUNT = 50;

  private static final long LARGEST_AMOUNT = 99_999_999;

  Entry create(Form form) {
    long amount = form.number("amount", form.required("amount"));
    if (amount < LEAST_AMOUNT) {
      throw StripeError.invalid(
          "amount_too_small", "Amount must be at least %d.".formatted(LEAST_AMOUNT));
    }
    if (amount > LARGEST_AMOUNT) {
      throw StripeError.invalid(
          "amount_too_large", "Amount must be no more than %d.".formatted(LARGEST_AMOUNT));
    }
    if (form.text("confirm", "false").equals("true")) {
      throw StripeError.invalid("parameter_unknown", "The sandbox confirms separately.");
    }
    var method = form.text("payment_method", null);
    return Entry.of(
        new Intent(
            ids.apply("pi"),
            amount,
            form.required("currency"),
            form.text("capture_method", "automatic"),
            now(),
            form.metadata(),
            method == null ? Status.REQUIRES_PAYMENT_METHOD : Status.REQUIRES_CONFIRMATION,
            method,
            null,
            null,
            null));
  }

  Entry confirm(Intent intent, Form form) {
    var method = form.text("payment_method", intent.paymentMethod());
    boolean confirmable =
        intent.status() == Status.REQUIRES_CONFIRMATION
            || intent.status() == Status.REQUIRES_PAYMENT_METHOD;
    if (!confirmable || method == null) {
      throw StripeError.unexpectedState(intent, "confirm");
    }
    if (method.contains("authenticationRequired")) {
      return Entry.of(intent.awaitingAction());
    }
    if (method.contains("Declined") || behaviours.strikes(Kind.DECLINE, "confirm")) {
      return Entry.of(
          intent.declined(
              method.contains("InsufficientFunds") ? "insufficient_funds" : "generic_decline"));
    }
    var held = intent.held(method, Charge.held(ids.apply("ch"), now()));
    return intent.captureMethod().equals("manual") ? Entry.of(held) : captured(held);
  }

  Entry capture(Intent intent, Form form) {
    if (!intent.isHeld()) {
      throw StripeError.unexpectedState(intent, "capture");
    }
    var all = String.valueOf(intent.amount());
    if (!form.text("amount_to_capture", all).equals(all)) {
      throw StripeError.invalid("parameter_unknown", "The sandbox captures the whole amount.");
    }
    return captured(intent);
  }

  private Entry captured(Intent intent) {
    var transaction =
        new BalanceTransaction(
            ids.apply("txn"),
            "charge",
            intent.charge().id(),
            intent.id(),
            intent.amount(),
            BalanceTransaction.feeOf(intent.amount()),
            intent.currency(),
            now());
    return Entry.of(intent.captured(transaction.id()), transaction);
  }

  Entry cancel(Intent intent, Form form) {
    if (intent.status() == Status.SUCCEEDED || intent.status() == Status.CANCELED) {
      throw StripeError.unexpectedState(intent, "cancel");
    }
    return Entry.of(intent.canceled(form.text("cancellation_reason", "requested_by_customer")));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
