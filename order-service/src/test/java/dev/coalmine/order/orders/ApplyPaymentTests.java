package dev.coalmine.order.orders;

import static dev.coalmine.order.memory.MemoryDatabase.ADA;
import static dev.coalmine.order.memory.MemoryDatabase.NOW;
import static dev.coalmine.order.memory.MemoryDatabase.each;
import static dev.coalmine.order.memory.MemoryDatabase.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coalmine.order.memory.MemoryDatabase;
import dev.coalmine.order.memory.MemoryEvents;
import dev.coalmine.order.memory.MemoryOrders;
import dev.coalmine.order.memory.MemoryStock.Count;
import dev.coalmine.order.orders.PaymentOutcome.Authorized;
import dev.coalmine.order.orders.PaymentOutcome.CaptureFailed;
import dev.coalmine.order.orders.PaymentOutcome.Captured;
import dev.coalmine.order.orders.PaymentOutcome.Declined;
import dev.coalmine.order.orders.PaymentOutcome.Refunded;
import dev.coalmine.order.orders.PaymentOutcome.Voided;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyPaymentTests {

  private static final PaymentOutcome AUTHORIZED = new Authorized(euros(750));
  private static final Count RESERVED = new Count(7, 3, 0, 10);
  private static final Count SOLD = new Count(7, 0, 3, 10);
  private static final Count ON_HAND = new Count(10, 0, 0, 10);

  private final MemoryDatabase database = new MemoryDatabase();
  private long order;

  @BeforeEach
  void placeAnOrder() {
    database.list("MILLET", 250, 10);
    order = database.place(each("MILLET", 3));
    database.pass(Duration.ofSeconds(5));
  }

  @Test
  void confirmsAnAuthorizedOrderAndSellsItsGoods() {
    var confirmed = apply(AUTHORIZED);

    assertThat(confirmed.state()).isEqualTo(new State.Confirmed(false));
    assertThat(confirmed).isEqualTo(database.orders.get(order));
    assertThat(appended(1)).containsExactly(event(2, new OrderEvent.Confirmed(NOW.plusSeconds(5))));
    assertThat(database.orders.history(order).getLast())
        .isEqualTo(new MemoryOrders.Entry(2, new State.Confirmed(false), NOW.plusSeconds(5)));
    assertThat(database.stock.of("MILLET")).isEqualTo(SOLD);
  }

  @Test
  void rejectsADeclinedOrderAndReleasesItsGoods() {
    assertThat(apply(new Declined("no funds")).state()).isEqualTo(new State.Rejected("no funds"));

    assertThat(appended(1)).containsExactly(event(2, new OrderEvent.Rejected("no funds")));
    assertThat(database.stock.of("MILLET")).isEqualTo(ON_HAND);
  }

  @Test
  void notesACaptureWithoutAnEvent() {
    apply(AUTHORIZED);

    assertThat(apply(new Captured()).state()).isEqualTo(new State.Confirmed(true));

    assertThat(database.orders.get(order).state()).isEqualTo(new State.Confirmed(true));
    assertThat(database.orders.get(order).sequence()).isEqualTo(2);
    assertThat(appended(2)).isEmpty();
    assertThat(database.stock.of("MILLET")).isEqualTo(SOLD);
  }

  @Test
  void cancelsAnOrderWhoseCaptureFailedAndKeepsItsGoodsUntilTheHoldIsGone() {
    apply(AUTHORIZED);

    apply(new CaptureFailed("card_lost"));

    assertThat(appended(2))
        .containsExactly(
            event(3, new OrderEvent.CancellationRequested(CancellationReason.CAPTURE_FAILED)));
    assertThat(database.stock.of("MILLET")).isEqualTo(SOLD);

    apply(new Voided());

    assertThat(appended(3)).containsExactly(event(4, new OrderEvent.Cancelled()));
    assertThat(database.stock.of("MILLET")).isEqualTo(ON_HAND);
  }

  @Test
  void cancelsAnOrderWhoseHoldIsLostInTwoSteps() {
    apply(new Voided());

    assertThat(appended(1))
        .containsExactly(
            event(
                2, new OrderEvent.CancellationRequested(CancellationReason.AUTHORIZATION_EXPIRED)),
            event(3, new OrderEvent.Cancelled()));
    assertThat(database.orders.get(order).sequence()).isEqualTo(3);
    assertThat(database.orders.history(order)).hasSize(3);
    assertThat(database.stock.of("MILLET")).isEqualTo(ON_HAND);
  }

  @Test
  void endsACancellationOnceTheMoneyIsBackAndTakesBackWhatWasNotReturned() {
    apply(AUTHORIZED);
    apply(new Captured());
    database.returnLines().giveBack(ADA, "r", order, new Basket(List.of(each("MILLET", 1))));
    database.cancelOrder().cancel(ADA, "c", order);
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(8, 0, 2, 10));

    assertThat(apply(new Refunded()).state())
        .isEqualTo(new State.Cancelled(CancellationReason.CUSTOMER));

    assertThat(appended(4)).containsExactly(event(5, new OrderEvent.Cancelled()));
    assertThat(database.stock.of("MILLET")).isEqualTo(ON_HAND);
  }

  /** The reply to the call and the event report the same outcome. */
  @Test
  void changesNothingWhenAnOutcomeIsReportedAgain() {
    var confirmed = apply(AUTHORIZED);

    assertThat(apply(AUTHORIZED)).isEqualTo(confirmed);

    assertThat(appended(2)).isEmpty();
    assertThat(database.stock.of("MILLET")).isEqualTo(SOLD);
  }

  @Test
  void changesNothingWhenAnotherAmountIsHeld() {
    assertThat(apply(new Authorized(euros(1))).state()).isEqualTo(new State.Pending());

    assertThat(appended(1)).isEmpty();
    assertThat(database.stock.of("MILLET")).isEqualTo(RESERVED);
  }

  @Test
  void saysThatThereIsNoSuchOrder() {
    assertThat(database.applyPayment().apply(999, AUTHORIZED)).isEmpty();
  }

  @Test
  void locksTheOrderBeforeTheStock() {
    apply(AUTHORIZED);

    assertThat(database.transactions.locks()).containsExactly("order " + order, "stock MILLET");
  }

  @Test
  void leavesNothingWhenAnEventCannotBeAppended() {
    database.events.failAfter(1); // of two

    assertThatExceptionOfType(MemoryEvents.OutboxFull.class).isThrownBy(() -> apply(new Voided()));

    assertThat(database.orders.get(order).state()).isEqualTo(new State.Pending());
    assertThat(database.orders.history(order)).hasSize(1);
    assertThat(appended(1)).isEmpty();
    assertThat(database.stock.of("MILLET")).isEqualTo(RESERVED);
  }

  @Test
  void appliesOnceWhenTheTransactionHasToRunAgain() {
    database.transactions.conflictOnce();

    assertThat(apply(AUTHORIZED).sequence()).isEqualTo(2);

    assertThat(appended(1)).hasSize(1);
    assertThat(database.stock.of("MILLET")).isEqualTo(SOLD);
  }

  private Order apply(PaymentOutcome outcome) {
    return database.applyPayment().apply(order, outcome).orElseThrow();
  }

  private MemoryEvents.OfOrder event(long sequence, OrderEvent event) {
    return new MemoryEvents.OfOrder(order, sequence, event);
  }

  /** The events after so many. */
  private List<MemoryEvents.OfOrder> appended(int before) {
    var all = database.events.of(order);
    return all.subList(before, all.size());
  }
}
