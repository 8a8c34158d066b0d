package dev.coalmine.lab.acquirer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One line of the log: all that one request changed, as it is after it, and its idempotency key.
 * Whole or not there at all.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Entry(
    List<Intent> intents, List<Refund> refunds, List<BalanceTransaction> transactions, Key key) {

  /**
   * @param key null when the request had none
   * @param request a digest of the parameters
   * @param operation whose answer this entry gives, again and again
   * @param expand what the request wanted to see in full
   * @param answer instead of what the entry says; null when the entry says it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Key(String key, String request, String operation, List<String> expand, Answer answer) {

    Key {
      expand = expand == null ? List.of() : expand;
    }
  }

  Entry {
    intents = intents == null ? List.of() : intents;
    refunds = refunds == null ? List.of() : refunds;
    transactions = transactions == null ? List.of() : transactions;
  }

  static Entry of(Intent intent) {
    return new Entry(List.of(intent), List.of(), List.of(), null);
  }

  static Entry of(Intent intent, BalanceTransaction transaction) {
    return new Entry(List.of(intent), List.of(), List.of(transaction), null);
  }

  static Entry of(Intent intent, Refund refund) {
    return new Entry(List.of(intent), List.of(refund), List.of(), null);
  }

  static Entry of(Intent intent, Refund refund, BalanceTransaction transaction) {
    return new Entry(List.of(intent), List.of(refund), List.of(transaction), null);
  }

  /** Nothing was changed, and that is remembered. */
  static Entry of(Key key) {
    return new Entry(List.of(), List.of(), List.of(), key);
  }

  Entry with(Key newKey) {
    return new Entry(intents, refunds, transactions, newKey);
  }
}
