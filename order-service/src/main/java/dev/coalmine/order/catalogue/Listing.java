package dev.coalmine.order.catalogue;

import java.util.HashSet;
import java.util.List;

/**
 * A product as the shop keeper lists it.
 *
 * @param received pieces that came in since the product exists
 */
public record Listing(String sku, String name, List<Offer> offers, long received) {

  private static final int MOST_OFFERS = 100;
  private static final int LONGEST_NAME = 200;
  private static final long MOST_PIECES = 1_000_000_000_000L;

  public Listing {
    Names.check("a SKU", sku);
    if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a name is 1 to " + LONGEST_NAME + " characters");
    }
    if (name.codePoints().anyMatch(Listing::isUnstorable)) {
      throw new IllegalArgumentException("a name has no NUL and no half of a surrogate pair");
    }
    if (offers == null || offers.isEmpty() || offers.size() > MOST_OFFERS) {
      throw new IllegalArgumentException("a product has 1 to " + MOST_OFFERS + " offers");
    }
    for (int place = 0; place < offers.size(); place++) {
      if (offers.get(place) == null) {
        throw new IllegalArgumentException("offers[%d] is missing".formatted(place));
      }
    }
    offers = List.copyOf(offers);
    var ids = new HashSet<String>();
    for (var offer : offers) {
      if (!ids.add(offer.id())) {
        throw new IllegalArgumentException("offer " + offer.id() + " is there twice");
      }
    }
    if (received < 0 || received > MOST_PIECES) {
      throw new IllegalArgumentException("received must be 0 to " + MOST_PIECES);
    }
  }

  /** Whether PostgreSQL's text, which is UTF-8 without NUL, cannot hold the character. */
  private static boolean isUnstorable(int character) {
    return character == 0 || Character.getType(character) == Character.SURROGATE;
  }
}
