package dev.coalmine.order.orders;

import static dev.coalmine.order.memory.MemoryDatabase.ADA;
import static dev.coalmine.order.memory.MemoryDatabase.each;
import static dev.coalmine.order.memory.MemoryDatabase.euros;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.order.memory.MemoryDatabase;
import dev.coalmine.order.memory.MemoryStock.Count;
import dev.coalmine.order.orders.PaymentOutcome.Authorized;
import dev.coalmine.order.orders.PaymentOutcome.Captured;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettleReturnTests {

  private final MemoryDatabase database = new MemoryDatabase();
  private long order;
  private long returned;

  @BeforeEach
  void returnALine() {
    database.list("MILLET", 250, 10);
    order = database.place(each("MILLET", 3));
    database.applyPayment().apply(order, new Authorized(euros(750)));
    database.applyPayment().apply(order, new Captured());
    database.returnLines().giveBack(ADA, "r", order, new Basket(List.of(each("MILLET", 1))));
    returned = database.orders.returns().getFirst().id();
  }

  @Test
  void notesTheRefundAndNothingElse() {
    var events = database.events.all();
    var before = database.orders.get(order);

    assertThat(settle(order, returned, Return.Status.REFUNDED)).isTrue();

    assertThat(statuses()).containsExactly(Return.Status.REFUNDED);
    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.orders.get(order)).isEqualTo(before);
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(8, 0, 2, 10));
  }

  @Test
  void keepsTheFirstEndWhenAnotherIsReported() {
    settle(order, returned, Return.Status.FAILED);

    assertThat(settle(order, returned, Return.Status.REFUNDED)).isTrue();

    assertThat(statuses()).containsExactly(Return.Status.FAILED);
  }

  @Test
  void settlesNoReturnOfAnotherOrder() {
    var another = database.place(each("MILLET", 1));

    assertThat(settle(another, returned, Return.Status.REFUNDED)).isFalse();
    assertThat(settle(order, 999, Return.Status.REFUNDED)).isFalse();
    assertThat(settle(999, returned, Return.Status.REFUNDED)).isFalse();

    assertThat(statuses()).containsExactly(Return.Status.REQUESTED);
  }

  @Test
  void locksTheOrder() {
    settle(order, returned, Return.Status.REFUNDED);

    assertThat(database.transactions.locks()).containsExactly("order " + order);
  }

  private boolean settle(long ofOrder, long settled, Return.Status status) {
    return database.settleReturn().settle(ofOrder, settled, status);
  }

  private List<Return.Status> statuses() {
    return database.orders.returns().stream().map(Return::status).toList();
  }
}
