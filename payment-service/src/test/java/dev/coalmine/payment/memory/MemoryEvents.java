package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.PaymentEvent;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.List;

/** An outbox in memory: events of a transaction that was rolled back are not in it. */
public final class MemoryEvents implements PaymentEventPublisher {

  private record Published(String orderId, long sequence, PaymentEvent event) {}

  private final MemoryTransactions transactions;
  private final MemoryTransactions.Table<Integer, Published> published;
  private boolean failing;

  MemoryEvents(MemoryTransactions transactions) {
    this.transactions = transactions;
    this.published = transactions.new Table<>();
  }

  public void fail(boolean fail) {
    failing = fail;
  }

  /** Returns the events of an order, in their order. */
  public List<PaymentEvent> of(String orderId) {
    return published.all().stream()
        .filter(p -> p.orderId().equals(orderId))
        .map(Published::event)
        .toList();
  }

  @Override
  public void publish(OrderPayment payment, long sequence, PaymentEvent event) {
    transactions.requireLock("payment " + payment.id());
    if (failing) {
      throw new NotPublished();
    }
    if (sequence != of(payment.orderId()).size() + 1) {
      throw new IllegalStateException(event + " has the number " + sequence);
    }
    published.put(published.all().size(), new Published(payment.orderId(), sequence, event));
  }

  /** Why an event could not be published. */
  public static final class NotPublished extends RuntimeException {}
}
