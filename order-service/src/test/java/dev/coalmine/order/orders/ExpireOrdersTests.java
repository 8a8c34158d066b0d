package dev.coalmine.order.orders;

import static dev.coalmine.order.memory.MemoryDatabase.NOW;
import static dev.coalmine.order.memory.MemoryDatabase.each;
import static dev.coalmine.order.memory.MemoryDatabase.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coalmine.order.memory.MemoryDatabase;
import dev.coalmine.order.memory.MemoryEvents;
import dev.coalmine.order.memory.MemoryOrders;
import dev.coalmine.order.memory.MemoryStock.Count;
import dev.coalmine.order.orders.State.Cancelling;
import dev.coalmine.order.orders.State.Goods;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpireOrdersTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final State EXPIRED = new Cancelling(CancellationReason.EXPIRED, Goods.RESERVED);

  private final MemoryDatabase database = new MemoryDatabase();

  @BeforeEach
  void listAProduct() {
    database.list("MILLET", 250, 1000);
  }

  @Test
  void asksForTheCancellationOfALateOrder() {
    var late = database.place(each("MILLET", 3));
    database.pass(LIMIT.plusSeconds(1));

    assertThat(expire()).isEqualTo(1);

    assertThat(database.orders.get(late).state()).isEqualTo(EXPIRED);
    assertThat(database.events.of(late).getLast())
        .isEqualTo(
            new MemoryEvents.OfOrder(
                late, 2, new OrderEvent.CancellationRequested(CancellationReason.EXPIRED)));
    assertThat(database.orders.history(late).getLast())
        .isEqualTo(new MemoryOrders.Entry(2, EXPIRED, NOW.plus(LIMIT).plusSeconds(1)));
    // payment may hold an amount that it has not reported yet
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(997, 3, 0, 1000));
  }

  @Test
  void leavesAnOrderItsWholeTime() {
    database.place(each("MILLET", 1));
    database.pass(LIMIT);

    assertThat(expire()).isZero();
  }

  @Test
  void leavesAloneWhatIsNotPending() {
    var confirmed = database.place(each("MILLET", 3));
    database.applyPayment().apply(confirmed, new PaymentOutcome.Authorized(euros(750)));
    database.pass(Duration.ofDays(1));

    assertThat(expire()).isZero();
    assertThat(database.orders.get(confirmed).state()).isEqualTo(new State.Confirmed(false));
  }

  @Test
  void expiresAnOrderOnce() {
    var late = database.place(each("MILLET", 3));
    database.pass(LIMIT.multipliedBy(2));
    expire();

    assertThat(expire()).isZero();
    assertThat(database.events.of(late)).hasSize(2);
  }

  @Test
  void doesNotWaitForAnOrderThatAnotherTransactionHolds() {
    var held = database.place(each("MILLET", 1));
    var free = database.place(each("MILLET", 1));
    database.orders.lockElsewhere(held);
    database.pass(LIMIT.multipliedBy(2));

    assertThat(expire()).isEqualTo(1);

    assertThat(database.orders.get(held).state()).isEqualTo(new State.Pending());
    assertThat(database.orders.get(free).state()).isEqualTo(EXPIRED);
  }

  @Test
  void takesMoreOrdersThanFitIntoOneTransaction() {
    var late = place(250);
    database.pass(LIMIT.multipliedBy(2));

    assertThat(expire()).isEqualTo(250);

    assertThat(late).allSatisfy(id -> assertThat(database.events.of(id)).hasSize(2));
  }

  @Test
  void keepsTheBatchesThatWereCommittedBeforeAFailure() {
    place(150);
    database.pass(LIMIT.multipliedBy(2));
    database.events.failAfter(120);

    assertThatExceptionOfType(MemoryEvents.OutboxFull.class).isThrownBy(this::expire);

    assertThat(database.orders.withState(EXPIRED)).isEqualTo(100);
    assertThat(database.orders.withState(new State.Pending())).isEqualTo(50);
    assertThat(database.events.all()).hasSize(1 + 150 + 100); // the product's, all placements
  }

  @Test
  void expiresOnceWhenTheTransactionHasToRunAgain() {
    var late = database.place(each("MILLET", 3));
    database.pass(LIMIT.multipliedBy(2));
    database.transactions.conflictOnce();

    assertThat(expire()).isEqualTo(1);
    assertThat(database.events.of(late)).hasSize(2);
  }

  private List<Long> place(int orders) {
    return Stream.generate(() -> database.place(each("MILLET", 1))).limit(orders).toList();
  }

  private int expire() {
    return database.expireOrders(LIMIT).expire();
  }
}
