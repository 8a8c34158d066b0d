package dev.coalmine.order.catalogue;

import static dev.coalmine.order.memory.MemoryDatabase.each;
import static dev.coalmine.order.memory.MemoryDatabase.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coalmine.order.catalogue.PutProduct.Stored;
import dev.coalmine.order.catalogue.PutProduct.TooFewReceived;
import dev.coalmine.order.memory.MemoryDatabase;
import dev.coalmine.order.memory.MemoryEvents;
import dev.coalmine.order.memory.MemoryEvents.OfProduct;
import dev.coalmine.order.memory.MemoryStock.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

class PutProductTests {

  private static final Offer EACH = new Offer("each", euros(250));
  private static final Offer DOZEN = new Offer("dozen", euros(2500));

  private final MemoryDatabase database = new MemoryDatabase();

  @Test
  void listsANewProduct() {
    assertThat(put("Millet", 10, EACH))
        .isEqualTo(new Stored(new Product("MILLET", "Millet", List.of(EACH), 10, 1), true));

    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(10, 0, 0, 10));
    assertThat(database.events.all()).containsExactly(new OfProduct("MILLET", 1));
  }

  @Test
  void listsAProductOfWhichNothingHasComeInYet() {
    assertThat(put("Millet", 0, EACH))
        .isEqualTo(new Stored(new Product("MILLET", "Millet", List.of(EACH), 0, 1), true));
  }

  @Test
  void changesNameAndOffers() {
    put("Millet", 10, EACH);

    assertThat(put("Red millet", 10, EACH, DOZEN))
        .isEqualTo(
            new Stored(new Product("MILLET", "Red millet", List.of(EACH, DOZEN), 10, 2), false));

    assertThat(database.events.all())
        .containsExactly(new OfProduct("MILLET", 1), new OfProduct("MILLET", 2));
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(10, 0, 0, 10));
  }

  @Test
  void seesEachChange() {
    put("Millet", 10, EACH, DOZEN);

    assertThat(version(put("Millet", 10, EACH))).isEqualTo(2); // an offer less
    assertThat(version(put("Millet", 10, DOZEN))).isEqualTo(3); // another offer
    assertThat(version(put("Millet", 10, new Offer("dozen", euros(1))))).isEqualTo(4);
    assertThat(version(put("millet", 10, new Offer("dozen", euros(1))))).isEqualTo(5);
    assertThat(version(put("millet", 11, new Offer("dozen", euros(1))))).isEqualTo(6);
  }

  @Test
  void changesNothingWhenTheSameIsSaidAgain() {
    put("Millet", 10, EACH, DOZEN);

    assertThat(put("Millet", 10, DOZEN, EACH)) // in another order
        .isEqualTo(new Stored(new Product("MILLET", "Millet", List.of(EACH, DOZEN), 10, 1), false));

    assertThat(database.events.all()).hasSize(1);
  }

  @Test
  void countsInWhatHasComeSince() {
    put("Millet", 10, EACH);
    database.place(each("MILLET", 4));

    put("Millet", 13, EACH);

    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(9, 4, 0, 13));
  }

  @Test
  void correctsACountThatWasTooHigh() {
    put("Millet", 10, EACH);
    database.place(each("MILLET", 4));

    put("Millet", 4, EACH);

    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(0, 4, 0, 4));
  }

  @Test
  void refusesToHaveReceivedFewerThanAreReserved() {
    put("Millet", 10, EACH);
    database.place(each("MILLET", 4));
    var events = database.events.all();

    assertThat(put("Red millet", 3, DOZEN)).isEqualTo(new TooFewReceived(10));

    assertThat(database.events.all()).isEqualTo(events);
    assertThat(database.products.find("MILLET"))
        .contains(new Product("MILLET", "Millet", List.of(EACH), 6, 1));
    assertThat(database.stock.of("MILLET")).isEqualTo(new Count(6, 4, 0, 10));
  }

  /** An order locks stock and no product: a transaction that needs both takes the product first. */
  @Test
  void locksTheProductBeforeTheStock() {
    put("Millet", 10, EACH);

    assertThat(database.transactions.locks()).containsExactly("product MILLET", "stock MILLET");
  }

  @Test
  void leavesNothingWhenTheEventCannotBeAppended() {
    database.events.failAfter(0);

    assertThatExceptionOfType(MemoryEvents.OutboxFull.class)
        .isThrownBy(() -> put("Millet", 10, EACH));

    assertThat(database.products.count()).isZero();
    assertThat(database.stock.of("MILLET").received()).isZero();
  }

  @Test
  void countsInOnceWhenTheTransactionHasToRunAgain() {
    database.transactions.conflictOnce();

    put("Millet", 10, EACH);

    assertThat(database.stock.of("MILLET").received()).isEqualTo(10);
    assertThat(database.events.all()).containsExactly(new OfProduct("MILLET", 1));
  }

  private PutProduct.Outcome put(String name, long received, Offer... offers) {
    return database.putProduct().put(new Listing("MILLET", name, List.of(offers), received));
  }

  private static long version(PutProduct.Outcome outcome) {
    return ((Stored) outcome).product().version();
  }
}
