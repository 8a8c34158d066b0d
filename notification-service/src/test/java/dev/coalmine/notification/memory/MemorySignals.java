package dev.coalmine.notification.memory;

import dev.coalmine.notification.domain.Signals;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.ArrayList;
import java.util.List;

public final class MemorySignals implements Signals {

  private final MemoryTransactions transactions;
  private final List<String> all = new ArrayList<>();

  MemorySignals(MemoryTransactions transactions) {
    this.transactions = transactions;
  }

  public List<String> all() {
    return List.copyOf(all);
  }

  @Override
  public void streamGrew(String customer) {
    signal("stream of " + customer);
  }

  @Override
  public void mailIsDue() {
    signal("mail");
  }

  private void signal(String text) {
    transactions.requireRunning();
    all.add(text);
  }
}
