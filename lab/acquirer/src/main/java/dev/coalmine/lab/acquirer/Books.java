package dev.coalmine.lab.acquirer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the acquirer knows. The log is the store; in memory is where to find things in it, so that
 * hundreds of thousands of intents fit a small heap.
 */
final class Books implements AutoCloseable {

  private final Index intents = new Index();
  private final Index refunds = new Index();
  private final Index transactions = new Index();
  private final KeyIndex keys = new KeyIndex();
  private final Map<String, Long> balance = new ConcurrentHashMap<>();

  /** Epoch seconds of the holds that live. */
  private final Map<String, Long> held = new ConcurrentHashMap<>();

  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private final ObjectIds ids = new ObjectIds();
  private final EntryLog log;

  Books(Path file, JsonMapper json) {
    log = new EntryLog(file, json, this::apply);
  }

  /** Returns when it is on the disk; only then it can be seen. */
  void record(Entry entry) {
    apply(entry, log.append(entry));
  }

  private void apply(Entry entry, long position) {
    for (var intent : entry.intents()) {
      put(intents, intent.id(), position);
      if (intent.isHeld()) {
        held.put(intent.id(), intent.charge().created());
      } else {
        held.remove(intent.id());
      }
    }
    for (var refund : entry.refunds()) {
      put(refunds, refund.id(), position);
      if (refund.isPending()) {
        pending.add(refund.id());
      } else {
        pending.remove(refund.id());
      }
    }
    for (var transaction : entry.transactions()) {
      put(transactions, transaction.id(), position);
      balance.merge(transaction.currency(), transaction.net(), Long::sum);
    }
    if (entry.key() != null && entry.key().key() != null) {
      keys.put(entry.key().key(), position);
    }
  }

  private void put(Index index, String id, long position) {
    long number = ObjectIds.number(id);
    ids.seen(number);
    index.put(number, position);
  }

  String nextId(String prefix) {
    return ids.next(prefix);
  }

  /** Null when there is none; so it is with the others. */
  Intent intent(String id) {
    return find(intents, id, Entry::intents, Intent::id);
  }

  Refund refund(String id) {
    return find(refunds, id, Entry::refunds, Refund::id);
  }

  BalanceTransaction transaction(String id) {
    return find(transactions, id, Entry::transactions, BalanceTransaction::id);
  }

  private <T> T find(
      Index index, String id, Function<Entry, List<T>> among, Function<T, String> idOf) {
    long position = index.position(ObjectIds.number(id));
    if (position < 0) {
      return null;
    }
    return among.apply(log.read(position)).stream()
        .filter(found -> idOf.apply(found).equals(id))
        .findFirst()
        .orElse(null);
  }

  /** The entry that a request with this idempotency key made. */
  Entry entry(String key) {
    for (int n = 0; ; n++) {
      long position = keys.candidate(key, n);
      if (position < 0) {
        return null;
      }
      var entry = log.read(position);
      if (entry.key().key().equals(key)) {
        return entry;
      }
    }
  }

  /**
   * Newest first.
   *
   * @param before an id; all when empty
   */
  List<Intent> intents(String before, int most) {
    return page(intents, before, most, n -> intent(ObjectIds.text("pi", n)), _ -> true);
  }

  /** Newest first. */
  List<Refund> refunds(String before, int most) {
    return page(refunds, before, most, n -> refund(ObjectIds.text("re", n)), _ -> true);
  }

  /** Newest first. */
  List<BalanceTransaction> transactions(
      String before, int most, Predicate<BalanceTransaction> wanted) {
    return page(transactions, before, most, n -> transaction(ObjectIds.text("txn", n)), wanted);
  }

  private static <T> List<T> page(
      Index index, String before, int most, Function<Long, T> read, Predicate<T> wanted) {
    var page = new ArrayList<T>();
    long from = before.isEmpty() ? Long.MAX_VALUE : ObjectIds.number(before);
    while (page.size() < most) {
      var next = index.before(from, most);
      if (next.length == 0) {
        break;
      }
      for (long number : next) {
        var item = read.apply(number);
        if (page.size() < most && wanted.test(item)) {
          page.add(item);
        }
      }
      from = next[next.length - 1];
    }
    return page;
  }

  /** In minor units, by currency. */
  Map<String, Long> balance() {
    return Map.copyOf(balance);
  }

  /** The holds that live, and the epoch second of each. */
  Map<String, Long> held() {
    return Collections.unmodifiableMap(held);
  }

  List<String> pendingRefunds() {
    return List.copyOf(pending);
  }

  @Override
  public void close() {
    log.close();
  }
}
