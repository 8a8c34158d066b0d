package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.util.Set;

/**
 * The endpoints that change something. Each change is on the disk before it can be seen, together
 * with its idempotency key.
 *
 * <p>As Stripe does, an answer is kept with its key once the request has begun to be executed, also
 * a 500; not when a parameter is wrong or the key is in use. See <a
 * href="https://docs.stripe.com/api/idempotent_requests">Idempotent requests</a>.
 *
 * @param keysInUse of the requests under way; safe for all threads
 */
record Api(
    Books books,
    Acquiring acquiring,
    Refunding refunding,
    TimedTransitions transitions,
    IntentLocks locks,
    Behaviours behaviours,
    Rendering rendering,
    WebhookEvents webhookEvents,
    Set<String> keysInUse) {

  /** A POST: once per idempotency key, whatever came of it. */
  Answer change(Call call) {
    var key = call.idempotencyKey();
    if (key == null) {
      behaviours.delay(call.operation());
      return execute(call);
    }
    if (behaviours.strikes(Kind.CONFLICT, call.operation()) || !keysInUse.add(key)) {
      throw StripeError.keyInUse(key);
    }
    try {
      behaviours.delay(call.operation());
      return answerOnce(call);
    } finally {
      keysInUse.remove(key);
    }
  }

  private Answer answerOnce(Call call) {
    var known = books.entry(call.idempotencyKey());
    if (known == null) {
      return execute(call);
    }
    if (!known.key().request().equals(call.digest())) {
      throw StripeError.keyReused();
    }
    return answer(known).replayed();
  }

  private Answer execute(Call call) {
    if (behaviours.strikes(Kind.FAIL_BEFORE, call.operation())) {
      return refuse(call, StripeError.broken());
    }
    return call.intent() == null
        ? commit(call, acquiring.create(call.form()))
        : locks.holding(call.intent(), () -> change(call, transitions.intent(call.intent())));
  }

  private Answer change(Call call, Intent intent) {
    try {
      var answer = commit(call, changed(call, intent));
      transitions.intent(intent.id()); // a new hold may be one that ends at once
      return answer;
    } catch (StripeError e) {
      return refuse(call, e);
    }
  }

  private Entry changed(Call call, Intent intent) {
    return switch (call.operation()) {
      case "confirm" -> acquiring.confirm(intent, call.form());
      case "capture" -> acquiring.capture(intent, call.form());
      case "cancel" -> acquiring.cancel(intent, call.form());
      case "refund" -> refunding.refund(intent, call.form());
      default -> throw new IllegalStateException(call.operation());
    };
  }

  private Answer commit(Call call, Entry entry) {
    var instead =
        behaviours.strikes(Kind.FAIL_AFTER, call.operation())
            ? rendering.answer(StripeError.broken())
            : null;
    var done = entry.with(call.key(instead));
    books.record(done);
    webhookEvents.of(done, call.operation());
    return answer(done);
  }

  private Answer refuse(Call call, StripeError error) {
    var answer = rendering.answer(error);
    if (error.isKept() && call.idempotencyKey() != null) {
      books.record(Entry.of(call.key(answer)));
    }
    return answer;
  }

  /** What the entry said when it was made, and says to all who ask again. */
  private Answer answer(Entry entry) {
    var key = entry.key();
    if (key.answer() != null) {
      return key.answer();
    }
    if (!entry.refunds().isEmpty()) {
      return rendering.answer(rendering.refund(entry.refunds().getFirst()));
    }
    var intent = entry.intents().getFirst();
    return key.operation().equals("confirm") && intent.declineCode() != null
        ? rendering.answer(StripeError.declined(intent, intent.declineCode()))
        : rendering.answer(rendering.intent(intent, key.expand()));
  }
}
