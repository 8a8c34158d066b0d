package dev.coalmine.lab.acquirer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The endpoints. Each change is on the disk before it can be seen. */
final class Api {

  private static final int LOCKS = 1_024;
  private static final int PAGE = 100;

  private final Books books;
  private final Journal journal;
  private final Acquiring acquiring;
  private final Rendering rendering;
  private final Webhooks webhooks;
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
  private final Set<String> keysInUse = ConcurrentHashMap.newKeySet();

  Api(Books books, Journal journal, Acquiring acquiring, Rendering rendering, Webhooks webhooks) {
    this.books = books;
    this.journal = journal;
    this.acquiring = acquiring;
    this.rendering = rendering;
    this.webhooks = webhooks;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** A POST: once per idempotency key, whatever came of it. */
  Answer change(Call call) {
    if (call.key() == null) {
      return write(call, null);
    }
    if (!keysInUse.add(call.key())) {
      throw StripeError.keyInUse();
    }
    try {
      var known = books.key(call.key());
      if (known == null) {
        return write(call, call.key());
      }
      if (!known.request().equals(call.fingerprint())) {
        throw StripeError.keyReused();
      }
      return known.answer();
    } finally {
      keysInUse.remove(call.key());
    }
  }

  private Answer write(Call call, String key) {
    return switch (call.operation()) {
      case "create" -> commit(acquiring.create(call.form()), call, key);
      case "confirm" -> locked(call, key, i -> acquiring.confirm(i, call.form()));
      case "capture" -> locked(call, key, acquiring::capture);
      case "cancel" -> locked(call, key, i -> acquiring.cancel(i, call.form()));
      case "refund" -> locked(call, key, i -> acquiring.refund(i, call.form()));
      default -> throw new IllegalStateException(call.operation());
    };
  }

  private Answer locked(Call call, String key, Function<Intent, Entry> operation) {
    return holding(call.intent(), () -> commit(operation.apply(current(call.intent())), call, key));
  }

  private <T> T holding(String intent, Supplier<T> action) {
    var lock = locks[Math.floorMod(intent.hashCode(), LOCKS)];
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** The intent as it is now, its hold ended if its time is over. */
  private Intent current(String id) {
    var intent = books.intent(id);
    if (intent == null) {
      throw StripeError.missing("payment_intent", id);
    }
    var expired = acquiring.expire(intent);
    if (expired == null) {
      return intent;
    }
    record(expired);
    return expired.intents().getFirst();
  }

  private Answer commit(Entry entry, Call call, String key) {
    var answer = answer(entry, call);
    record(key == null ? entry : entry.with(new Entry.Key(key, call.fingerprint(), answer)));
    entry.intents().forEach(intent -> tell(intent, call.operation()));
    entry.refunds().forEach(r -> webhooks.tell("refund.created", rendering.refund(r)));
    return answer;
  }

  private void record(Entry entry) {
    journal.append(entry);
    books.apply(entry);
  }

  private Answer answer(Entry entry, Call call) {
    if (!entry.refunds().isEmpty()) {
      return new Answer(200, rendering.text(rendering.refund(entry.refunds().getFirst())));
    }
    var intent = entry.intents().getFirst();
    if (call.operation().equals("confirm") && intent.declineCode() != null) {
      var declined = StripeError.declined(intent, intent.declineCode());
      return new Answer(declined.status(), rendering.text(rendering.error(declined)));
    }
    return new Answer(200, rendering.text(rendering.intent(intent, false)));
  }

  private void tell(Intent intent, String operation) {
    var type =
        switch (intent.status()) {
          case REQUIRES_CAPTURE -> "payment_intent.amount_capturable_updated";
          case SUCCEEDED -> "payment_intent.succeeded";
          case CANCELED -> "payment_intent.canceled";
          case REQUIRES_ACTION -> "payment_intent.requires_action";
          case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION ->
              operation.equals("confirm") ? "payment_intent.payment_failed" : null;
        };
    if (type != null && !operation.equals("refund")) {
      webhooks.tell(type, rendering.intent(intent, false));
    }
  }

  Answer intent(String id, Form query) {
    var intent = holding(id, () -> current(id));
    return new Answer(
        200, rendering.text(rendering.intent(intent, query.expands("latest_charge"))));
  }

  Answer intents(Form query) {
    return page(books.intents(), Intent::id, query, _ -> true, i -> rendering.intent(i, true));
  }

  Answer refunds(Form query) {
    var intent = query.required("payment_intent");
    books.refundsOf(intent).forEach(this::settle);
    return page(books.refundsOf(intent), Refund::id, query, _ -> true, rendering::refund);
  }

  Answer refund(String id) {
    if (books.refund(id) == null) {
      throw StripeError.missing("refund", id);
    }
    settle(books.refund(id));
    return new Answer(200, rendering.text(rendering.refund(books.refund(id))));
  }

  private void settle(Refund refund) {
    holding(
        refund.intent(),
        () -> {
          var settled = acquiring.settle(books.refund(refund.id()));
          if (settled != null) {
            record(settled);
            webhooks.tell("refund.updated", rendering.refund(settled.refunds().getFirst()));
          }
          return settled;
        });
  }

  Answer transactions(Form query) {
    return page(
        books.transactions(),
        BalanceTransaction::id,
        query,
        t -> query.text("type", t.type()).equals(t.type()),
        rendering::transaction);
  }

  Answer balance() {
    Map<String, Long> available = new java.util.TreeMap<>();
    books.transactions().forEach(t -> available.merge(t.currency(), t.net(), Long::sum));
    var amounts =
        available.entrySet().stream()
            .map(e -> Map.of("amount", e.getValue(), "currency", e.getKey()))
            .toList();
    return new Answer(
        200,
        rendering.text(
            Map.of(
                "object",
                "balance",
                "livemode",
                false,
                "available",
                amounts,
                "pending",
                List.of())));
  }

  /** Oldest first: what comes after {@code starting_after}. */
  private <T> Answer page(
      Collection<T> all,
      Function<T, String> id,
      Form query,
      Predicate<T> wanted,
      Function<T, Map<String, Object>> shown) {
    var after = query.text("starting_after", "");
    long limit = Math.clamp(query.number("limit", query.text("limit", "10")), 1, PAGE);
    var page = new ArrayList<T>();
    boolean more = false;
    for (var item : all) {
      if (id.apply(item).compareTo(after) > 0 && wanted.test(item)) {
        more = page.size() == limit;
        if (more) {
          break;
        }
        page.add(item);
      }
    }
    return new Answer(200, rendering.text(rendering.list(page, more, shown)));
  }
}
