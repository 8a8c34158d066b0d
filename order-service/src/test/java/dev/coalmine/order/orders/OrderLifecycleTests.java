package dev.coalmine.order.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.StockMove;
import dev.coalmine.order.orders.PaymentOutcome.Authorized;
import dev.coalmine.order.orders.PaymentOutcome.CaptureFailed;
import dev.coalmine.order.orders.PaymentOutcome.Captured;
import dev.coalmine.order.orders.PaymentOutcome.Declined;
import dev.coalmine.order.orders.PaymentOutcome.Refunded;
import dev.coalmine.order.orders.PaymentOutcome.Voided;
import dev.coalmine.order.orders.State.Cancelled;
import dev.coalmine.order.orders.State.Cancelling;
import dev.coalmine.order.orders.State.Confirmed;
import dev.coalmine.order.orders.State.Goods;
import dev.coalmine.order.orders.State.Pending;
import dev.coalmine.order.orders.State.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class OrderLifecycleTests {

  private static final Money TOTAL = new Money(100, "EUR");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final State CANCELLING = new Cancelling(CancellationReason.CUSTOMER, Goods.SOLD);

  static final List<State> ENDS =
      List.of(new Rejected("no"), new Cancelled(CancellationReason.EXPIRED));
  static final List<PaymentOutcome> OUTCOMES =
      List.of(
          new Authorized(TOTAL),
          new Declined("no"),
          new Captured(),
          new CaptureFailed("no"),
          new Voided(),
          new Refunded());

  @Test
  void anAuthorizedOrderIsConfirmedAndItsGoodsAreSold() {
    var change = on(new Pending(), new Authorized(TOTAL));

    assertThat(change.after().state()).isEqualTo(new Confirmed(false));
    assertThat(change.after().sequence()).isEqualTo(8);
    assertThat(change.move()).contains(StockMove.SOLD);
    assertThat(events(change)).containsExactly(new OrderEvent.Confirmed(NOW));
  }

  @Test
  void aHoldOfAnotherAmountIsNotThisOrders() {
    assertThat(OrderLifecycle.on(order(new Pending()), new Authorized(new Money(1, "EUR")), NOW))
        .isEmpty();
  }

  @Test
  void aDeclinedOrderIsRejectedAndItsGoodsAreReleased() {
    var change = on(new Pending(), new Declined("no funds"));

    assertThat(change.after().state()).isEqualTo(new Rejected("no funds"));
    assertThat(change.move()).contains(StockMove.RELEASED);
  }

  @Test
  void aCaptureIsNotedWithoutAnEvent() {
    var change = on(new Confirmed(false), new Captured());

    assertThat(change.after().state()).isEqualTo(new Confirmed(true));
    assertThat(change.after().sequence()).isEqualTo(7);
    assertThat(change.steps()).isEmpty();
    assertThat(change.move()).isEmpty();
  }

  @Test
  void aFailedCaptureCancels() {
    assertThat(on(new Confirmed(false), new CaptureFailed("card_lost")).after().state())
        .isEqualTo(new Cancelling(CancellationReason.CAPTURE_FAILED, Goods.SOLD));
    assertThat(on(new Confirmed(false), new CaptureFailed("authorization-expired")).after().state())
        .isEqualTo(new Cancelling(CancellationReason.AUTHORIZATION_EXPIRED, Goods.SOLD));
  }

  @Test
  void aCancellationEndsWhenTheAcquirerHoldsNothing() {
    for (var outcome : List.of(new Voided(), new Refunded(), new Declined("no"))) {
      var change = on(CANCELLING, outcome);
      assertThat(change.after().state()).isEqualTo(new Cancelled(CancellationReason.CUSTOMER));
      assertThat(change.move()).contains(StockMove.RETURNED);
    }
    assertThat(on(new Cancelling(CancellationReason.EXPIRED, Goods.RESERVED), new Voided()).move())
        .contains(StockMove.RELEASED);
  }

  @Test
  void anAuthorizationThatComesAfterTheCancellationChangesNothing() {
    assertThat(OrderLifecycle.on(order(CANCELLING), new Authorized(TOTAL), NOW)).isEmpty();
    assertThat(OrderLifecycle.on(order(CANCELLING), new Captured(), NOW)).isEmpty();
  }

  @Test
  void aHoldThatIsLostCancelsAtOnceInTwoSteps() {
    var change = on(new Pending(), new Voided());

    assertThat(change.after().state())
        .isEqualTo(new Cancelled(CancellationReason.AUTHORIZATION_EXPIRED));
    assertThat(change.steps()).extracting(Change.Step::sequence).containsExactly(8L, 9L);
    assertThat(change.after().sequence()).isEqualTo(9);
    assertThat(change.move()).contains(StockMove.RELEASED);
  }

  @Test
  void whatIsSaidTwiceIsDoneOnce() {
    assertThat(OrderLifecycle.on(order(new Confirmed(true)), new Authorized(TOTAL), NOW)).isEmpty();
    assertThat(OrderLifecycle.cancel(order(CANCELLING), CancellationReason.EXPIRED)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("ENDS")
  void anEndIsAnEnd(State end) {
    assertThat(OUTCOMES)
        .allSatisfy(outcome -> assertThat(OrderLifecycle.on(order(end), outcome, NOW)).isEmpty());
    assertThat(OrderLifecycle.cancel(order(end), CancellationReason.CUSTOMER)).isEmpty();
  }

  @Test
  void everyEventHasTheNextSequence() {
    for (var state : List.of(new Pending(), new Confirmed(false), CANCELLING)) {
      for (var outcome : OUTCOMES) {
        OrderLifecycle.on(order(state), outcome, NOW)
            .ifPresent(OrderLifecycleTests::countsWithoutHoles);
      }
      OrderLifecycle.cancel(order(state), CancellationReason.CUSTOMER)
          .ifPresent(OrderLifecycleTests::countsWithoutHoles);
    }
  }

  private static void countsWithoutHoles(Change change) {
    long expected = 7;
    for (var step : change.steps()) {
      assertThat(step.sequence()).isEqualTo(++expected);
    }
    assertThat(change.after().sequence()).isEqualTo(expected);
  }

  private static Change on(State state, PaymentOutcome outcome) {
    Optional<Change> change = OrderLifecycle.on(order(state), outcome, NOW);
    assertThat(change).isPresent();
    return change.get();
  }

  private static List<OrderEvent> events(Change change) {
    return change.steps().stream().map(Change.Step::event).toList();
  }

  private static Order order(State state) {
    return new Order(1, "ada", null, TOTAL, state, 7, NOW);
  }
}
