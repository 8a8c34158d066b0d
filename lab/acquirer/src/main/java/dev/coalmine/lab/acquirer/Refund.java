package dev.coalmine.lab.acquirer;

import java.util.Map;

/**
 * @param status pending, succeeded or failed
 */
record Refund(
    String id,
    String intent,
    String charge,
    long amount,
    String currency,
    String status,
    long created,
    Map<String, String> metadata) {

  Refund with(String newStatus) {
    return new Refund(id, intent, charge, amount, currency, newStatus, created, metadata);
  }
}
