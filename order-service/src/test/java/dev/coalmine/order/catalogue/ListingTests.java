package dev.coalmine.order.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTests {

  private static final Offer EACH = new Offer("each", new Money(250, "EUR"));

  /** An immutable list throws when it is asked whether it contains null. */
  @Test
  void takesOffersInAnImmutableList() {
    assertThat(new Listing("MILLET", "Millet", List.of(EACH), 1).offers()).containsExactly(EACH);
  }

  @Test
  void refusesAMissingOffer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Listing("MILLET", "Millet", Arrays.asList(EACH, null), 1))
        .withMessage("offers[1] is missing");
  }
}
