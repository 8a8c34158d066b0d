package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.lab.acquirer.Intent.Status;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a refund and its end do to the books: computed here, written by the caller.
 *
 * @param ids the next id for a prefix
 */
record Refunding(UnaryOperator<String> ids, Behaviours behaviours, Clock clock) {

  private static final String REFUND = "refund";

  /** The money leaves the balance when the refund is made, also while it is pending. */
  Entry refund(Intent intent, Form form) {
    var asked = asked(intent, form);
    if (behaviours.strikes(Kind.FAIL_REFUNDS, REFUND)) {
      return Entry.of(intent.refunded(asked.id(), 0), asked.failed("declined", null));
    }
    var taken = movement(REFUND, asked, -asked.amount());
    var made =
        behaviours.strikes(Kind.PENDING_REFUNDS, REFUND, asked.id())
            ? asked.pending(taken.id())
            : asked.succeeded(taken.id());
    return Entry.of(intent.refunded(made.id(), made.amount()), made, taken);
  }

  private Refund asked(Intent intent, Form form) {
    if (intent.status() != Status.SUCCEEDED) {
      throw StripeError.unexpectedState(intent, REFUND);
    }
    long refundable = intent.charge().refundable();
    long amount = form.number("amount", form.text("amount", String.valueOf(refundable)));
    if (amount < 1 || amount > refundable) {
      throw StripeError.alreadyRefunded(
          "Refund amount (%d) is greater than unrefunded amount on charge (%d)"
              .formatted(amount, refundable));
    }
    return new Refund(
        ids.apply("re"),
        intent.id(),
        intent.charge().id(),
        amount,
        intent.currency(),
        now(),
        form.metadata(),
        Refund.Status.PENDING,
        null,
        null,
        null);
  }

  /** The end of a pending refund; empty while something holds it back, or it has ended. */
  Optional<Entry> settle(Intent intent, Refund refund) {
    if (!refund.isPending() || behaviours.strikes(Kind.PENDING_REFUNDS, REFUND, refund.id())) {
      return Optional.empty();
    }
    if (behaviours.strikes(Kind.FAIL_PENDING_REFUNDS, REFUND)) {
      var back = movement("refund_failure", refund, refund.amount());
      return Optional.of(
          Entry.of(
              intent.refunded(refund.id(), -refund.amount()),
              refund.failed("expired_or_canceled_card", back.id()),
              back));
    }
    return Optional.of(Entry.of(intent, refund.succeeded(refund.transaction())));
  }

  private BalanceTransaction movement(String type, Refund refund, long amount) {
    return new BalanceTransaction(
        ids.apply("txn"), type, refund.id(), refund.intent(), amount, 0, refund.currency(), now());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
