package dev.coalmine.lab.acquirer;

/**
 * A request to change something.
 *
 * @param operation create, confirm, capture, cancel or refund
 * @param intent whose; null for create
 * @param key the Idempotency-Key; null without
 */
record Call(String operation, String intent, Form form, String key) {

  /** Equal for equal requests. */
  String fingerprint() {
    return operation + ' ' + intent + ' ' + form.fields();
  }
}
