package dev.coalmine.lab.acquirer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The books' records as the API's objects. */
final class Rendering {

  private final Books books;
  private final JsonMapper json;

  Rendering(Books books, JsonMapper json) {
    this.books = books;
    this.json = json;
  }

  String text(Object object) {
    return json.writeValueAsString(object);
  }

  /**
   * @param expand whether the charge and its balance transaction are shown or only named
   */
  Map<String, Object> intent(Intent intent, boolean expand) {
    var object = object("payment_intent", intent.id(), intent.created());
    object.put("amount", intent.amount());
    object.put(
        "amount_capturable",
        intent.status() == Intent.Status.REQUIRES_CAPTURE ? intent.amount() : 0);
    object.put("amount_received", intent.captured());
    object.put("currency", intent.currency());
    object.put("capture_method", intent.captureMethod());
    object.put("confirmation_method", "automatic");
    object.put("status", intent.status().text());
    object.put("cancellation_reason", intent.cancellationReason());
    object.put("metadata", intent.metadata());
    object.put("payment_method_types", List.of("card"));
    object.put("latest_charge", expand ? charge(intent) : intent.charge());
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

  private Map<String, Object> charge(Intent intent) {
    if (intent.charge() == null) {
      return null;
    }
    var object = object("charge", intent.charge(), intent.authorized());
    object.put("amount", intent.amount());
    object.put("amount_captured", intent.captured());
    object.put("amount_refunded", intent.refunded());
    object.put("captured", intent.captured() > 0);
    object.put("currency", intent.currency());
    object.put("payment_intent", intent.id());
    object.put("status", "succeeded");
    var transaction = books.transactionOf(intent.charge());
    object.put("balance_transaction", transaction == null ? null : transaction(transaction));
    return object;
  }

  Map<String, Object> refund(Refund refund) {
    var object = object("refund", refund.id(), refund.created());
    object.put("amount", refund.amount());
    object.put("currency", refund.currency());
    object.put("charge", refund.charge());
    object.put("payment_intent", refund.intent());
    object.put("status", refund.status());
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

  <T> Map<String, Object> list(
      Collection<T> page, boolean more, Function<T, Map<String, Object>> rendering) {
    var list = new LinkedHashMap<String, Object>();
    list.put("object", "list");
    list.put("data", page.stream().map(rendering).toList());
    list.put("has_more", more);
    return list;
  }

  Map<String, Object> error(StripeError error) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", error.type());
    body.put("message", error.getMessage());
    if (error.code() != null) {
      body.put("code", error.code());
    }
    if (error.declineCode() != null) {
      body.put("decline_code", error.declineCode());
    }
    if (error.intent() != null) {
      body.put("payment_intent", intent(error.intent(), false));
    }
    return Map.of("error", body);
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
