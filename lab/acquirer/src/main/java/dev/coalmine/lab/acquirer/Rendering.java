package dev.coalmine.lab.acquirer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * The books' records as the API's objects.
 *
 * @param transactions finds one by its id
 */
record Rendering(JsonMapper json, Function<String, BalanceTransaction> transactions) {

  private static final String CHARGE = "latest_charge";
  private static final String TRANSACTION = "latest_charge.balance_transaction";

  Answer answer(Object object) {
    return new Answer(200, json.writeValueAsString(object));
  }

  Answer answer(StripeError error) {
    return new Answer(
        error.status(), json.writeValueAsString(error.body(it -> intent(it, List.of()))));
  }

  /**
   * @param expand what is shown in full, not only named
   */
  Map<String, Object> intent(Intent intent, List<String> expand) {
    var object = object("payment_intent", intent.id(), intent.created());
    object.put("amount", intent.amount());
    object.put("amount_capturable", intent.isHeld() ? intent.amount() : 0);
    object.put("amount_received", intent.charge() == null ? 0 : intent.charge().captured());
    object.put("currency", intent.currency());
    object.put("capture_method", intent.captureMethod());
    object.put("confirmation_method", "automatic");
    object.put("payment_method", intent.paymentMethod());
    object.put("status", intent.status().text());
    object.put("cancellation_reason", intent.cancellationReason());
    object.put("metadata", intent.metadata());
    object.put("payment_method_types", List.of("card"));
    object.put("latest_charge", intent.charge() == null ? null : charge(intent, expand));
    if (intent.declineCode() != null) {
      object.put(
          "last_payment_error",
          Map.of(
              "type", "card_error",
              "code", "card_declined",
              "decline_code", intent.declineCode(),
              "message", "Your card was declined."));
    }
    return object;
  }

  /** In full, or its id. */
  private Object charge(Intent intent, List<String> expand) {
    var charge = intent.charge();
    if (expand.stream().noneMatch(path -> path.startsWith(CHARGE))) {
      return charge.id();
    }
    var object = object("charge", charge.id(), charge.created());
    object.put("amount", intent.amount());
    object.put("amount_captured", charge.captured());
    object.put("amount_refunded", charge.refunded());
    object.put("captured", charge.captured() > 0);
    object.put("currency", intent.currency());
    object.put("payment_intent", intent.id());
    object.put("status", "succeeded");
    boolean inFull = charge.transaction() != null && expand.contains(TRANSACTION);
    object.put(
        "balance_transaction",
        inFull ? transaction(transactions.apply(charge.transaction())) : charge.transaction());
    return object;
  }

  Map<String, Object> refund(Refund refund) {
    var object = object("refund", refund.id(), refund.created());
    object.put("amount", refund.amount());
    object.put("currency", refund.currency());
    object.put("charge", refund.charge());
    object.put("payment_intent", refund.intent());
    object.put("status", refund.status().text());
    object.put("balance_transaction", refund.transaction());
    object.put("failure_reason", refund.failureReason());
    object.put("failure_balance_transaction", refund.failureTransaction());
    object.put("metadata", refund.metadata());
    return object;
  }

  Map<String, Object> transaction(BalanceTransaction transaction) {
    var object = object("balance_transaction", transaction.id(), transaction.created());
    object.put("type", transaction.type());
    object.put("source", transaction.source());
    object.put("amount", transaction.amount());
    object.put("fee", transaction.fee());
    object.put("net", transaction.net());
    object.put("currency", transaction.currency());
    object.put("status", "available");
    return object;
  }

  Map<String, Object> balance(Map<String, Long> available) {
    var amounts =
        available.entrySet().stream()
            .map(a -> Map.of("amount", a.getValue(), "currency", a.getKey()))
            .toList();
    return Map.of(
        "object", "balance", "livemode", false, "available", amounts, "pending", List.of());
  }

  /**
   * @param url of the list: Stripe's clients ask there for the next page
   */
  Map<String, Object> list(String url, Collection<Map<String, Object>> page, boolean more) {
    return Map.of("object", "list", "url", url, "data", page, "has_more", more);
  }

  private static LinkedHashMap<String, Object> object(String kind, String id, long created) {
    var object = new LinkedHashMap<String, Object>();
    object.put("id", id);
    object.put("object", kind);
    object.put("created", created);
    object.put("livemode", false);
    return object;
  }
}
