package dev.coalmine.order.memory;

import dev.coalmine.order.idempotency.Claim;
import dev.coalmine.order.idempotency.Fingerprint;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

public final class MemoryKeys implements Keys {

  private record Use(Fingerprint asked, long resource) {}

  private final MemoryTransactions transactions;
  private final MemoryTransactions.Table<String, Use> uses;
  private final Set<Key> busy = new HashSet<>();

  MemoryKeys(MemoryTransactions transactions) {
    this.transactions = transactions;
    this.uses = transactions.new Table<>();
  }

  /** Another transaction has claimed the key and does not end. */
  public void claimElsewhere(Key key) {
    busy.add(key);
  }

  @Override
  public Claim claim(Key key, Fingerprint asked, long resource) {
    transactions.lock("key " + key.value());
    if (busy.contains(key)) {
      transactions.abort(); // the wait for the row ended in an error
      return new Claim.Busy();
    }
    var earlier = uses.get(key.toString());
    if (earlier == null) {
      uses.put(key.toString(), new Use(asked, resource));
      return new Claim.Fresh();
    }
    return earlier.asked().matches(asked.bytes())
        ? new Claim.Repeated(earlier.resource())
        : new Claim.Reused();
  }

  public int count() {
    return uses.rows().size();
  }

  @Override
  public int forgetBefore(Instant time, int most) {
    throw new UnsupportedOperationException("no use case forgets keys");
  }
}
