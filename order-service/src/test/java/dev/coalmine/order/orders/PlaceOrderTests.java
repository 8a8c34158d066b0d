package dev.coalmine.order.orders;

import static dev.coalmine.order.memory.MemoryDatabase.ADA;
import static dev.coalmine.order.memory.MemoryDatabase.BOB;
import static dev.coalmine.order.memory.MemoryDatabase.NOW;
import static dev.coalmine.order.memory.MemoryDatabase.each;
import static dev.coalmine.order.memory.MemoryDatabase.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Offer;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.memory.MemoryDatabase;
import dev.coalmine.order.memory.MemoryEvents;
import dev.coalmine.order.memory.MemoryStock.Count;
import dev.coalmine.order.orders.Placement.Placed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaceOrderTests {

  private final MemoryDatabase database = new MemoryDatabase();

  @BeforeEach
  void listProducts() {
    database.list("MILLET", 250, 10);
    database.list("WHEAT", 5, new Offer("each", euros(100)), new Offer("dozen", euros(1000)));
    database.list("YEN", 5, new Offer("each", new Money(30, "JPY")));
  }

  @Test
  void acceptsAnOrderAtTodaysPrices() {
    var placed = (Placed) place("k", each("MILLET", 3), new Item("WHEAT", "dozen", 1));

    var order = placed.order();
    assertThat(order)
        .isEqualTo(
            new Order(
                order.id(), "ada", "ada@example.com", euros(1750), new State.Pending(), 1, NOW));
    assertThat(placed.lines())
        .containsExactly(
            new OrderLine("MILLET", "each", 3, euros(250), 0),
            new OrderLine("WHEAT", "dozen", 1, euros(1000), 0));
    assertThat(database.orders.get(order.id())).isEqualTo(order);
    assertThat(database.orders.lines(order.id())).isEqualTo(placed.lines());
  }

  @Test
  void publishesThatItWasPlacedAsTheFirstEvent() {
    var placed = (Placed) place("k", each("MILLET", 3));

    var id = placed.order().id();
    assertThat(database.events.of(id))
        .containsExactly(new MemoryEvents.OfOrder(id, 1, new OrderEvent.Placed(placed.lines())));
  }

  @Test
  void reservesThePiecesOfAllOffersOfAProduct() {
    place("k", each("WHEAT", 2), new Item("WHEAT", "dozen", 1));

    assertThat(database.stock.of("WHEAT")).isEqualTo(new Count(2, 3, 0, 5));
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(10, 0, 0, 10));
  }

  /** Other customers want the same stock: its rows are locked for the commit alone. */
  @Test
  void locksTheStockLastAndInTheOrderOfItsSkus() {
    var placed = (Placed) place("k", each("WHEAT", 1), each("MILLET", 1));

    assertThat(database.transactions.locks())
        .containsExactly("key k", "order " + placed.order().id(), "stock MILLET", "stock WHEAT");
  }

  @Test
  void answersARepeatWithTheSameOrderAndDoesNothing() {
    var placed = (Placed) place("k", each("MILLET", 3));
    var events = database.events.all();

    assertThat(place("k", each("MILLET", 1), each("MILLET", 2))) // one line of their sum
        .isEqualTo(new Placement.Repeated(placed.order().id()));

    assertThat(database.orders.count()).isEqualTo(1);
    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.stock.of("MILLET").reserved()).isEqualTo(3);
  }

  @Test
  void keepsTheKeysOfCustomersApart() {
    place("k", each("MILLET", 3));

    assertThat(database.placeOrder().place(BOB, "k", basket(each("MILLET", 3))))
        .isInstanceOf(Placed.class);
  }

  @Test
  void refusesTheKeyForAnotherBasket() {
    place("k", each("MILLET", 3));

    assertThat(place("k", each("MILLET", 4))).isEqualTo(new Placement.KeyReused());
    assertThat(database.orders.count()).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatAnotherRequestUses() {
    database.keys.claimElsewhere(new Key("ada", "orders", "k"));

    leavesNothing(new Placement.KeyInUse(), each("MILLET", 1));
  }

  @Test
  void refusesAnUnknownProductBeforeAnythingElse() {
    leavesNothing(
        new Placement.UnknownProduct("RYE"),
        new Item("WHEAT", "sack", 1),
        each("YEN", 6),
        each("RYE", 1));
  }

  @Test
  void refusesAnUnknownOffer() {
    leavesNothing(
        new Placement.UnknownOffer("WHEAT", "sack"),
        each("YEN", 6),
        each("MILLET", 1),
        new Item("WHEAT", "sack", 1));
  }

  @Test
  void refusesTwoCurrencies() {
    leavesNothing(
        new Placement.MixedCurrencies(List.of("EUR", "JPY")), each("MILLET", 11), each("YEN", 1));
  }

  @Test
  void refusesMoreThanIsThereAndNamesAllThatIsShort() {
    leavesNothing(
        new Placement.OutOfStock(List.of("WHEAT", "MILLET")),
        each("WHEAT", 4),
        new Item("WHEAT", "dozen", 2),
        each("MILLET", 11));
    assertThat(database.transactions.locks()).containsExactly("key k"); // costs no other lock
  }

  @Test
  void sellsTheLastPiece() {
    assertThat(place("k", each("WHEAT", 5))).isInstanceOf(Placed.class);
    assertThat(database.stock.of("WHEAT").onHand()).isZero();
  }

  /** The first look locks nothing, so others may take the pieces before they are reserved. */
  @Test
  void refusesWhatIsSoldWhileItIsOrdered() {
    database.products.quoteAvailable("WHEAT", 6);

    leavesNothing(new Placement.OutOfStock(List.of("WHEAT")), each("MILLET", 1), each("WHEAT", 6));
  }

  @Test
  void freesTheKeyOfARefusedRequest() {
    assertThat(place("k", each("WHEAT", 6))).isInstanceOf(Placement.OutOfStock.class);
    database.list("WHEAT", 100, 6);

    assertThat(place("k", each("WHEAT", 6))).isInstanceOf(Placed.class);
  }

  @Test
  void leavesNothingWhenTheEventCannotBeAppended() {
    var before = database.events.all();
    database.events.failAfter(0);

    assertThatExceptionOfType(MemoryEvents.OutboxFull.class)
        .isThrownBy(() -> place("k", each("MILLET", 1)));

    assertNothingIsLeft(before);
  }

  @Test
  void placesOneOrderWhenTheTransactionHasToRunAgain() {
    database.transactions.conflictOnce();

    var placed = (Placed) place("k", each("MILLET", 3));

    assertThat(database.orders.count()).isEqualTo(1);
    assertThat(database.events.of(placed.order().id())).hasSize(1);
    assertThat(database.stock.of("MILLET").reserved()).isEqualTo(3);
    assertThat(place("k", each("MILLET", 3)))
        .isEqualTo(new Placement.Repeated(placed.order().id()));
  }

  private void leavesNothing(Placement refusal, Item... items) {
    var before = database.events.all();
    assertThat(place("k", items)).isEqualTo(refusal);
    assertNothingIsLeft(before);
  }

  private void assertNothingIsLeft(List<Record> events) {
    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.orders.count()).isZero();
    assertThat(database.keys.count()).isZero();
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(10, 0, 0, 10));
    assertThat(database.stock.of("WHEAT")).isEqualTo(new Count(5, 0, 0, 5));
  }

  private Placement place(String key, Item... items) {
    return database.placeOrder().place(ADA, key, basket(items));
  }

  private static Basket basket(Item... items) {
    return new Basket(List.of(items));
  }
}
