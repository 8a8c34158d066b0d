package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The transitions that time alone causes: holds expire, and pending refunds settle.
 *
 * @param authorizationLifetime after which a hold that was not captured ends
 */
record TimedTransitions(
    Books books,
    IntentLocks locks,
    Refunding refunding,
    Behaviours behaviours,
    WebhookEvents webhookEvents,
    Duration authorizationLifetime,
    Clock clock) {

  /** Makes every transition that is due. What fails is tried again by the next pass. */
  void pass() {
    try {
      books.held().forEach(this::endHold);
      books.pendingRefunds().forEach(this::refund);
    } catch (RuntimeException | Error e) { // thrown on, it would end the passes for good
      System.err.println("holds were not looked after, this time: " + e);
    }
  }

  private void endHold(String id, long since) {
    if (isOver(id, since)) {
      intent(id);
    }
  }

  /**
   * The intent as it is now.
   *
   * @throws StripeError when there is none
   */
  Intent intent(String id) {
    return locks.holding(id, () -> present(id));
  }

  private Intent present(String id) {
    var intent = books.intent(id);
    if (intent == null) {
      throw StripeError.missing("payment_intent", id);
    }
    if (!intent.isHeld() || !isOver(id, intent.charge().created())) {
      return intent;
    }
    var expired = intent.canceled("automatic");
    record(Entry.of(expired), "expire");
    return expired;
  }

  private boolean isOver(String id, long since) {
    return since < clock.instant().minus(authorizationLifetime).getEpochSecond()
        || behaviours.strikes(Kind.EXPIRE_AUTHORIZATIONS, "confirm", id);
  }

  /**
   * The refund as it is now.
   *
   * @throws StripeError when there is none
   */
  Refund refund(String id) {
    return Optional.ofNullable(books.refund(id))
        .map(this::present)
        .orElseThrow(() -> StripeError.missing("refund", id));
  }

  Refund present(Refund known) {
    return known.isPending() ? locks.holding(known.intent(), () -> settled(known.id())) : known;
  }

  private Refund settled(String id) {
    var refund = books.refund(id);
    var settled = refunding.settle(books.intent(refund.intent()), refund);
    settled.ifPresent(entry -> record(entry, "settle"));
    return settled.map(entry -> entry.refunds().getFirst()).orElse(refund);
  }

  private void record(Entry entry, String operation) {
    books.record(entry);
    webhookEvents.of(entry, operation);
  }
}
