package dev.coalmine.lab.acquirer;

import java.util.List;

/** Chooses the webhook events of a change, and sends them to the merchant. */
record WebhookEvents(Webhooks webhooks, Rendering rendering) {

  /**
   * @param operation that made the entry; settle and expire are the acquirer's own
   */
  void of(Entry entry, String operation) {
    switch (operation) {
      case "create" -> {
        // the merchant was there
      }
      case "refund", "settle" -> entry.refunds().forEach(refund -> tell(refund, operation));
      default -> entry.intents().forEach(intent -> tell(intent, operation));
    }
  }

  private void tell(Refund refund, String operation) {
    var type =
        switch (refund.status()) {
          case FAILED -> "refund.failed";
          case PENDING, SUCCEEDED ->
              operation.equals("settle") ? "refund.updated" : "refund.created";
        };
    webhooks.tell(type, rendering.refund(refund), refund.intent(), operation);
  }

  private void tell(Intent intent, String operation) {
    var type =
        switch (intent.status()) {
          case REQUIRES_CAPTURE -> "payment_intent.amount_capturable_updated";
          case SUCCEEDED -> "payment_intent.succeeded";
          case CANCELED -> "payment_intent.canceled";
          case REQUIRES_ACTION -> "payment_intent.requires_action";
          case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION -> "payment_intent.payment_failed";
        };
    webhooks.tell(type, rendering.intent(intent, List.of()), intent.id(), operation);
  }
}
