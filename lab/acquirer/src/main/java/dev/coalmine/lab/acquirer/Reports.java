package dev.coalmine.lab.acquirer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The endpoints that only show. Lists are newest first, as Stripe's are. */
record Reports(Books books, TimedTransitions transitions, Rendering rendering) {

  static final String INTENTS = "/v1/payment_intents";
  static final String REFUNDS = "/v1/refunds";
  static final String TRANSACTIONS = "/v1/balance_transactions";

  private static final int LARGEST_PAGE = 100;
  private static final String IN_LISTS = "data.";

  Answer intent(String id, Form query) {
    return rendering.answer(rendering.intent(transitions.intent(id), query.expand()));
  }

  Answer refund(String id) {
    return rendering.answer(rendering.refund(transitions.refund(id)));
  }

  Answer intents(Form query) {
    var expand =
        query.expand().stream()
            .filter(path -> path.startsWith(IN_LISTS))
            .map(path -> path.substring(IN_LISTS.length()))
            .toList();
    var found = books.intents(after(query), size(query) + 1);
    return page(INTENTS, found, query, intent -> rendering.intent(intent, expand));
  }

  Answer refunds(Form query) {
    var intent = query.text("payment_intent", "");
    var found =
        intent.isEmpty()
            ? books.refunds(after(query), size(query) + 1)
            : refundsOf(intent, after(query));
    return page(REFUNDS, found, query, refund -> rendering.refund(transitions.present(refund)));
  }

  private List<Refund> refundsOf(String intent, String after) {
    var charge = transitions.intent(intent).charge();
    return charge == null
        ? List.of()
        : charge.refunds().reversed().stream()
            .filter(id -> after.isEmpty() || id.compareTo(after) < 0)
            .map(books::refund)
            .toList();
  }

  Answer transactions(Form query) {
    var found =
        books.transactions(
            after(query), size(query) + 1, it -> query.text("type", it.type()).equals(it.type()));
    return page(TRANSACTIONS, found, query, rendering::transaction);
  }

  Answer balance() {
    return rendering.answer(rendering.balance(books.balance()));
  }

  private <T> Answer page(
      String url, List<T> found, Form query, Function<T, Map<String, Object>> shown) {
    int size = size(query);
    return rendering.answer(
        rendering.list(url, found.stream().limit(size).map(shown).toList(), found.size() > size));
  }

  private static String after(Form query) {
    var id = query.text("starting_after", "");
    if (!id.isEmpty() && ObjectIds.number(id) < 0) {
      throw StripeError.missing("object", id);
    }
    return id;
  }

  private static int size(Form query) {
    return Math.clamp(query.number("limit", query.text("limit", "10")), 1, LARGEST_PAGE);
  }
}
