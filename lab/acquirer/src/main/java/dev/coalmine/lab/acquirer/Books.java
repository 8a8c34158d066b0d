package dev.coalmine.lab.acquirer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the acquirer knows: the journal, in memory. Ids sort by the order of creation. */
final class Books {

  private final Map<String, Intent> intents = new ConcurrentSkipListMap<>();
  private final Map<String, Refund> refunds = new ConcurrentSkipListMap<>();
  private final Map<String, List<String>> refundsByIntent = new ConcurrentHashMap<>();
  private final Map<String, BalanceTransaction> transactions = new ConcurrentSkipListMap<>();
  private final Map<String, BalanceTransaction> transactionsBySource = new ConcurrentHashMap<>();
  private final Map<String, Entry.Key> keys = new ConcurrentHashMap<>();

  void apply(Entry entry) {
    orEmpty(entry.intents()).forEach(intent -> intents.put(intent.id(), intent));
    orEmpty(entry.refunds()).forEach(this::apply);
    orEmpty(entry.transactions())
        .forEach(
            t -> {
              transactions.put(t.id(), t);
              transactionsBySource.put(t.source(), t);
            });
    if (entry.key() != null) {
      keys.put(entry.key().key(), entry.key());
    }
  }

  private void apply(Refund refund) {
    if (refunds.put(refund.id(), refund) == null) {
      refundsByIntent.merge(refund.intent(), List.of(refund.id()), Books::joined);
    }
  }

  private static List<String> joined(List<String> a, List<String> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  Intent intent(String id) {
    return intents.get(id);
  }

  /** In order of creation. */
  Collection<Intent> intents() {
    return intents.values();
  }

  Refund refund(String id) {
    return refunds.get(id);
  }

  List<Refund> refundsOf(String intent) {
    return refundsByIntent.getOrDefault(intent, List.of()).stream().map(refunds::get).toList();
  }

  Collection<BalanceTransaction> transactions() {
    return transactions.values();
  }

  BalanceTransaction transactionOf(String source) {
    return transactionsBySource.get(source);
  }

  Entry.Key key(String key) {
    return keys.get(key);
  }
}
