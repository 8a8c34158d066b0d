package dev.coalmine.lab.acquirer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One line of the journal: all that one request changed, as it is after it, and the answer that
 * repeats of its idempotency key get. Whole or not there at all.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Entry(
    List<Intent> intents, List<Refund> refunds, List<BalanceTransaction> transactions, Key key) {

  record Key(String key, String request, Answer answer) {}

  static Entry of(Intent intent) {
    return new Entry(List.of(intent), List.of(), List.of(), null);
  }

  Entry with(Key known) {
    return new Entry(intents, refunds, transactions, known);
  }
}
