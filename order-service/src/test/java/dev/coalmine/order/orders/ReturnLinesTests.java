package dev.coalmine.order.orders;

import static dev.coalmine.order.memory.MemoryDatabase.ADA;
import static dev.coalmine.order.memory.MemoryDatabase.BOB;
import static dev.coalmine.order.memory.MemoryDatabase.NOW;
import static dev.coalmine.order.memory.MemoryDatabase.each;
import static dev.coalmine.order.memory.MemoryDatabase.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coalmine.order.catalogue.Offer;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.memory.MemoryDatabase;
import dev.coalmine.order.memory.MemoryEvents;
import dev.coalmine.order.memory.MemoryStock.Count;
import dev.coalmine.order.orders.ReturnLines.Accepted;
import dev.coalmine.order.orders.ReturnLines.Exceeds;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReturnLinesTests {

  private final MemoryDatabase database = new MemoryDatabase();
  private long order;

  @BeforeEach
  void buy() {
    database.list("MILLET", 250, 10);
    database.list("WHEAT", 5, new Offer("each", euros(100)), new Offer("dozen", euros(1000)));
    order = database.place(each("MILLET", 3), each("WHEAT", 1), new Item("WHEAT", "dozen", 1));
    pay(new PaymentOutcome.Authorized(euros(1850)));
    pay(new PaymentOutcome.Captured());
  }

  @Test
  void isWorthWhatWasPaidWhateverItCostsToday() {
    database.list("MILLET", 999, 10);

    var accepted = (Accepted) giveBack("k", each("MILLET", 2), new Item("WHEAT", "dozen", 1));

    assertThat(accepted.returned())
        .isEqualTo(
            new Return(
                accepted.returned().id(),
                order,
                euros(1500),
                Return.Status.REQUESTED,
                List.of(each("MILLET", 2), new Item("WHEAT", "dozen", 1)),
                NOW));
    assertThat(database.orders.returns()).containsExactly(accepted.returned());
  }

  @Test
  void publishesTheReturnWithTheOrdersNextSequence() {
    var accepted = (Accepted) giveBack("k", each("MILLET", 2));

    assertThat(accepted.sequence()).isEqualTo(3);
    assertThat(database.events.of(order).getLast())
        .isEqualTo(
            new MemoryEvents.OfOrder(order, 3, new OrderEvent.LinesReturned(accepted.returned())));
  }

  @Test
  void leavesTheOrderConfirmedAndItsHistoryAsItWas() {
    giveBack("k", each("MILLET", 2));

    assertThat(database.orders.get(order).state()).isEqualTo(new State.Confirmed(true));
    assertThat(database.orders.get(order).sequence()).isEqualTo(3);
    assertThat(database.orders.history(order)).hasSize(2);
  }

  @Test
  void putsThePiecesOfAllOffersBackOnTheShelf() {
    giveBack("k", each("WHEAT", 1), new Item("WHEAT", "dozen", 1), each("MILLET", 1));

    assertThat(database.stock.of("WHEAT")).isEqualTo(new Count(5, 0, 0, 5));
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(8, 0, 2, 10));
  }

  @Test
  void locksTheOrderBeforeTheStock() {
    giveBack("k", each("WHEAT", 1), each("MILLET", 1));

    assertThat(database.transactions.locks())
        .containsExactly("key k", "order " + order, "stock MILLET", "stock WHEAT");
  }

  @Test
  void isPossibleAgainUntilEverythingIsReturned() {
    giveBack("k", each("MILLET", 2));

    assertThat(giveBack("l", each("MILLET", 2))).isEqualTo(new Exceeds("MILLET", "each", 1));
    assertThat(giveBack("l", each("MILLET", 1)))
        .extracting(accepted -> ((Accepted) accepted).sequence())
        .isEqualTo(4L);
    assertThat(giveBack("m", each("MILLET", 1))).isEqualTo(new Exceeds("MILLET", "each", 0));
  }

  @Test
  void answersARepeatAndDoesNothing() {
    var accepted = (Accepted) giveBack("k", each("MILLET", 2));
    var events = database.events.all();

    assertThat(giveBack("k", each("MILLET", 2)))
        .isEqualTo(new ReturnLines.Repeated(accepted.returned().id()));

    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.orders.returns()).hasSize(1);
    assertThat(database.stock.of("MILLET").sold()).isEqualTo(1);
  }

  @Test
  void refusesMoreThanWasBought() {
    leavesNothing(new Exceeds("MILLET", "each", 3), each("WHEAT", 1), each("MILLET", 4));
  }

  @Test
  void refusesWhatWasNotBought() {
    leavesNothing(new Exceeds("RYE", "each", 0), each("RYE", 1));
  }

  @Test
  void knowsNoOrderThatIsNotThere() {
    assertThat(database.returnLines().giveBack(ADA, "k", 999, basket(each("MILLET", 1))))
        .isEqualTo(new ReturnLines.Unknown());
  }

  @Test
  void showsNoCustomerTheOrderOfAnother() {
    assertThat(database.returnLines().giveBack(BOB, "k", order, basket(each("MILLET", 1))))
        .isEqualTo(new ReturnLines.Unknown());
    assertThat(database.keys.count()).isEqualTo(1); // the placement's
  }

  @Test
  void refusesAnOrderThatIsNotPaidFor() {
    order = database.place(each("MILLET", 3));
    leavesNothing(new ReturnLines.NotReturnable(), each("MILLET", 1));

    pay(new PaymentOutcome.Authorized(euros(750))); // held, not taken
    leavesNothing(new ReturnLines.NotReturnable(), each("MILLET", 1));
  }

  @Test
  void refusesAnOrderThatIsBeingCancelled() {
    database.cancelOrder().cancel(ADA, "c", order);

    leavesNothing(new ReturnLines.NotReturnable(), each("MILLET", 1));
  }

  @Test
  void refusesTheKeyForOtherLines() {
    giveBack("k", each("MILLET", 1));

    leavesNothing(new ReturnLines.KeyReused(), each("MILLET", 2));
  }

  @Test
  void refusesTheKeyForAnotherOrder() {
    giveBack("k", each("MILLET", 1));
    order = database.place(each("MILLET", 1));
    pay(new PaymentOutcome.Authorized(euros(250)));
    pay(new PaymentOutcome.Captured());

    leavesNothing(new ReturnLines.KeyReused(), each("MILLET", 1));
  }

  @Test
  void refusesAKeyThatAnotherRequestUses() {
    database.keys.claimElsewhere(new Key("ada", "returns", "k"));

    leavesNothing(new ReturnLines.KeyInUse(), each("MILLET", 1));
  }

  @Test
  void leavesNothingWhenTheEventCannotBeAppended() {
    database.events.failAfter(0);

    assertThatExceptionOfType(MemoryEvents.OutboxFull.class)
        .isThrownBy(() -> giveBack("k", each("MILLET", 1)));

    assertThat(database.orders.returns()).isEmpty();
    assertThat(database.orders.get(order).sequence()).isEqualTo(2);
    assertThat(database.orders.lines(order).getFirst().returned()).isZero();
    assertThat(database.stock.of("MILLET").sold()).isEqualTo(3);
  }

  @Test
  void returnsOnceWhenTheTransactionHasToRunAgain() {
    database.transactions.conflictOnce();

    giveBack("k", each("MILLET", 2));

    assertThat(database.orders.returns()).hasSize(1);
    assertThat(database.events.of(order)).hasSize(3);
    assertThat(database.stock.of("MILLET").sold()).isEqualTo(1);
  }

  private void leavesNothing(ReturnLines.Outcome refusal, Item... items) {
    var events = database.events.all();
    var keys = database.keys.count();
    var returns = database.orders.returns();
    var stock = database.stock.of("MILLET");

    assertThat(giveBack("k", items)).isEqualTo(refusal);

    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.keys.count()).isEqualTo(keys);
    assertThat(database.orders.returns()).isEqualTo(returns);
    assertThat(database.stock.of("MILLET")).isEqualTo(stock);
  }

  private ReturnLines.Outcome giveBack(String key, Item... items) {
    return database.returnLines().giveBack(ADA, key, order, basket(items));
  }

  private static Basket basket(Item... items) {
    return new Basket(List.of(items));
  }

  private void pay(PaymentOutcome outcome) {
    assertThat(database.applyPayment().apply(order, outcome)).isPresent();
  }
}
