package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Works at once, on the thread of the caller, unless it is paused. */
public final class MemoryWorkers implements Workers {

  private final MemoryTransactions transactions;
  private final Consumer<Payment> work;
  private final List<Payment> waiting = new ArrayList<>();
  private boolean paused;

  MemoryWorkers(MemoryTransactions transactions, Consumer<Payment> work) {
    this.transactions = transactions;
    this.work = work;
  }

  public void pause() {
    paused = true;
  }

  /** Returns the claimed payments that a paused worker was given. */
  public List<Payment> waiting() {
    return List.copyOf(waiting);
  }

  @Override
  public CompletableFuture<Void> work(Payment claimed) {
    transactions.requireNone();
    if (paused) {
      waiting.add(claimed);
      return new CompletableFuture<>();
    }
    work.accept(claimed);
    return CompletableFuture.completedFuture(null);
  }
}
