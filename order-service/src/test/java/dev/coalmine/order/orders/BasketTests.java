package dev.coalmine.order.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.orders.ReturnLines.Exceeds;
import dev.coalmine.order.orders.ReturnLines.Worth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BasketTests {

  private static final Order ORDER =
      new Order(
          1,
          "ada",
          null,
          new Money(1000, "EUR"),
          new State.Confirmed(true),
          2,
          Instant.parse("2026-11-21T12:00:00Z"));
  private static final List<OrderLine> LINES =
      List.of(
          new OrderLine("GRAIN", "each", 5, new Money(100, "EUR"), 3),
          new OrderLine("GRAIN", "dozen", 1, new Money(500, "EUR"), 0));

  @Test
  void addsUpTheSameOffer() {
    var basket =
        new Basket(
            List.of(new Item("B", "each", 1), new Item("A", "each", 2), new Item("B", "each", 3)));

    assertThat(basket.items()).containsExactly(new Item("B", "each", 4), new Item("A", "each", 2));
    assertThat(basket.pieces()).containsExactly(Map.entry("A", 2L), Map.entry("B", 4L));
  }

  @Test
  void limitsTheSumAsItLimitsALine() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Basket(List.of(new Item("A", "each", 1), new Item("A", "each", 100_000))));
  }

  @Test
  void anOrderAtEveryLimitFitsItsMoney() {
    assertThat(new Money(1_000_000_000, "EUR").times(Item.MOST).times(Basket.MOST_LINES).amount())
        .isEqualTo(1_000_000_000_000_000_000L);
  }

  @Test
  void aReturnIsWorthWhatWasPaidForIt() {
    assertThat(
            ReturnLines.appraise(
                ORDER,
                LINES,
                new Basket(List.of(new Item("GRAIN", "each", 2), new Item("GRAIN", "dozen", 1)))))
        .isEqualTo(new Worth(new Money(700, "EUR")));
  }

  @Test
  void whatHasBeenReturnedCannotBeReturnedAgain() {
    assertThat(
            ReturnLines.appraise(ORDER, LINES, new Basket(List.of(new Item("GRAIN", "each", 3)))))
        .isEqualTo(new Exceeds("GRAIN", "each", 2));
  }

  @Test
  void whatWasNotBoughtCannotBeReturned() {
    assertThat(
            ReturnLines.appraise(ORDER, LINES, new Basket(List.of(new Item("WHEAT", "each", 1)))))
        .isEqualTo(new Exceeds("WHEAT", "each", 0));
  }
}
