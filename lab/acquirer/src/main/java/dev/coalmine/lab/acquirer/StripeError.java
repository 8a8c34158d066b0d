package dev.coalmine.lab.acquirer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** An error as the API says it. Nothing was changed, unless it carries the intent it changed. */
final class StripeError extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String INVALID_REQUEST = "invalid_request_error";

  private final int status;
  private final String type;
  private final String code;
  private final String declineCode;
  private final transient Intent intent;

  private StripeError(
      int status, String type, String code, String declineCode, String message, Intent intent) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.code = code;
    this.declineCode = declineCode;
    this.intent = intent;
  }

  static StripeError invalid(String code, String message) {
    return new StripeError(400, INVALID_REQUEST, code, null, message, null);
  }

  static StripeError unexpectedState(Intent intent, String operation) {
    var message =
        "You cannot %s this PaymentIntent because it has a status of %s."
            .formatted(operation, intent.status().text());
    return new StripeError(
        400, INVALID_REQUEST, "payment_intent_unexpected_state", null, message, intent);
  }

  static StripeError missing(String what, String id) {
    return new StripeError(
        404,
        INVALID_REQUEST,
        "resource_missing",
        null,
        "No such %s: '%s'".formatted(what, id),
        null);
  }

  static StripeError unauthorized() {
    return new StripeError(401, INVALID_REQUEST, null, null, "Invalid API Key provided.", null);
  }

  static StripeError keyReused() {
    return new StripeError(
        400,
        "idempotency_error",
        null,
        null,
        "Keys for idempotent requests can only be used with the same parameters they were first"
            + " used with.",
        null);
  }

  static StripeError keyInUse(String key) {
    return new StripeError(
        409,
        INVALID_REQUEST,
        "idempotency_key_in_use",
        null,
        "There is currently another in-progress request using this Idempotent Key: " + key,
        null);
  }

  static StripeError alreadyRefunded(String message) {
    return new StripeError(400, INVALID_REQUEST, "charge_already_refunded", null, message, null);
  }

  /**
   * Whether who asks again under the same key hears it again: when the request had begun to be
   * executed, so not when a parameter is wrong.
   */
  boolean isKept() {
    return status >= 500
        || "payment_intent_unexpected_state".equals(code)
        || "charge_already_refunded".equals(code);
  }

  static StripeError broken() {
    return new StripeError(500, "api_error", null, null, "An error occurred.", null);
  }

  static StripeError declined(Intent intent, String declineCode) {
    return new StripeError(
        402, "card_error", "card_declined", declineCode, "Your card was declined.", intent);
  }

  int status() {
    return status;
  }

  /** The body of the answer; what is null is left out. */
  Map<String, Object> body(Function<Intent, Object> shown) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", type);
    body.put("message", getMessage());
    body.put("code", code);
    body.put("decline_code", declineCode);
    body.put("payment_intent", intent == null ? null : shown.apply(intent));
    body.values().removeIf(Objects::isNull);
    return Map.of("error", body);
  }
}
