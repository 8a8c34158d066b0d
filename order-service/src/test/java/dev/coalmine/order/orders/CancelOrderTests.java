package dev.coalmine.order.orders;

import static dev.coalmine.order.memory.MemoryDatabase.ADA;
import static dev.coalmine.order.memory.MemoryDatabase.BOB;
import static dev.coalmine.order.memory.MemoryDatabase.NOW;
import static dev.coalmine.order.memory.MemoryDatabase.each;
import static dev.coalmine.order.memory.MemoryDatabase.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.memory.MemoryDatabase;
import dev.coalmine.order.memory.MemoryEvents;
import dev.coalmine.order.memory.MemoryOrders;
import dev.coalmine.order.memory.MemoryStock.Count;
import dev.coalmine.order.orders.CancelOrder.Cancelled;
import dev.coalmine.order.orders.State.Cancelling;
import dev.coalmine.order.orders.State.Goods;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelOrderTests {

  private static final OrderEvent REQUESTED =
      new OrderEvent.CancellationRequested(CancellationReason.CUSTOMER);

  private final MemoryDatabase database = new MemoryDatabase();
  private long order;

  @BeforeEach
  void placeAnOrder() {
    database.list("MILLET", 250, 10);
    order = database.place(each("MILLET", 3));
  }

  @Test
  void asksForTheCancellationOfAPendingOrder() {
    database.pass(Duration.ofSeconds(5));

    assertThat(cancel("k")).isEqualTo(new Cancelled(order, 2, false));

    var cancelling = new Cancelling(CancellationReason.CUSTOMER, Goods.RESERVED);
    assertThat(database.orders.get(order).state()).isEqualTo(cancelling);
    assertThat(database.events.of(order).getLast())
        .isEqualTo(new MemoryEvents.OfOrder(order, 2, REQUESTED));
    assertThat(database.orders.history(order).getLast())
        .isEqualTo(new MemoryOrders.Entry(2, cancelling, NOW.plusSeconds(5)));
  }

  /** The acquirer has to acknowledge first that it holds nothing. */
  @Test
  void leavesTheGoodsWhereTheyAre() {
    cancel("k");

    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(7, 3, 0, 10));
  }

  @Test
  void remembersThatTheGoodsOfAConfirmedOrderAreSold() {
    pay(new PaymentOutcome.Authorized(euros(750)));

    assertThat(cancel("k")).isEqualTo(new Cancelled(order, 3, false));
    assertThat(database.orders.get(order).state())
        .isEqualTo(new Cancelling(CancellationReason.CUSTOMER, Goods.SOLD));
  }

  @Test
  void answersARepeatAndDoesNothing() {
    cancel("k");
    var events = database.events.all();

    assertThat(cancel("k")).isEqualTo(new Cancelled(order, 1, true));

    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.orders.get(order).sequence()).isEqualTo(2);
  }

  @Test
  void acceptsASecondCancellationWithoutASecondEvent() {
    cancel("k");
    var events = database.events.all();

    assertThat(cancel("another")).isEqualTo(new Cancelled(order, 2, false));
    assertThat(database.events.all()).isEqualTo(events);

    pay(new PaymentOutcome.Voided());
    assertThat(cancel("a third")).isEqualTo(new Cancelled(order, 3, false));
  }

  @Test
  void knowsNoOrderThatIsNotThere() {
    leavesNothing(new CancelOrder.Unknown(), ADA, "k", 999);
  }

  @Test
  void showsNoCustomerTheOrderOfAnother() {
    leavesNothing(new CancelOrder.Unknown(), BOB, "k", order);
  }

  @Test
  void refusesARejectedOrder() {
    pay(new PaymentOutcome.Declined("no funds"));

    leavesNothing(new CancelOrder.Refused(), ADA, "k", order);
  }

  @Test
  void refusesTheKeyForAnotherOrder() {
    var another = database.place(each("MILLET", 1));
    cancel("k");

    leavesNothing(new CancelOrder.KeyReused(), ADA, "k", another);
  }

  @Test
  void refusesAKeyThatAnotherRequestUses() {
    database.keys.claimElsewhere(new Key("ada", "cancellation", "k"));

    leavesNothing(new CancelOrder.KeyInUse(), ADA, "k", order);
  }

  @Test
  void mayUseTheKeyOfThePlacement() {
    assertThat(cancel("place 1")).isEqualTo(new Cancelled(order, 2, false));
  }

  @Test
  void leavesNothingWhenTheEventCannotBeAppended() {
    database.events.failAfter(0);

    assertThatExceptionOfType(MemoryEvents.OutboxFull.class).isThrownBy(() -> cancel("k"));

    assertThat(database.orders.get(order).state()).isEqualTo(new State.Pending());
    assertThat(database.orders.history(order)).hasSize(1);
    assertThat(database.events.of(order)).hasSize(1);
    assertThat(database.keys.count()).isEqualTo(1); // the placement's
  }

  @Test
  void cancelsOnceWhenTheTransactionHasToRunAgain() {
    database.transactions.conflictOnce();

    assertThat(cancel("k")).isEqualTo(new Cancelled(order, 2, false));

    assertThat(database.events.of(order)).hasSize(2);
  }

  private void leavesNothing(
      CancelOrder.Outcome refusal, Customer customer, String key, long cancelled) {
    var events = database.events.all();
    var keys = database.keys.count();
    var before = database.orders.get(order);

    assertThat(database.cancelOrder().cancel(customer, key, cancelled)).isEqualTo(refusal);

    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.keys.count()).isEqualTo(keys);
    assertThat(database.orders.get(order)).isEqualTo(before);
  }

  private CancelOrder.Outcome cancel(String key) {
    return database.cancelOrder().cancel(ADA, key, order);
  }

  private void pay(PaymentOutcome outcome) {
    assertThat(database.applyPayment().apply(order, outcome)).isPresent();
  }
}
