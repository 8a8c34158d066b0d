package dev.coalmine.order.catalogue;

import java.util.HashSet;
import java.util.List;

/**
 * What the shop keeper says of a product.
 *
 * @param received pieces ever received, in total: saying the same twice changes nothing
 */
public record ProductDraft(String name, List<Offer> offers, long received) {

  private static final long MOST = 1_000_000_000_000L;
  private static final int MOST_OFFERS = 1_000;

  public ProductDraft {
    check(
        name != null && !name.isBlank() && name.length() <= 500,
        "name must be 1 to 500 characters");
    check(offers != null && !offers.isEmpty(), "a product needs at least one offer");
    check(offers.size() <= MOST_OFFERS, "a product has at most 1000 offers");
    var ids = new HashSet<String>();
    offers.forEach(
        offer -> {
          check(offer != null && isId(offer.id()), "an offer's id must be 1 to 64 characters");
          check(ids.add(offer.id()), "offer " + offer.id() + " is given twice");
          checkPrice(offer.price());
        });
    check(received >= 0 && received <= MOST, "stock.received must be 0 to " + MOST);
  }

  public static boolean isId(String text) {
    return text != null && !text.isBlank() && text.length() <= 64;
  }

  private static void checkPrice(Money price) {
    check(price != null && price.currency() != null, "an offer needs a price with a currency");
    check(price.currency().matches("[A-Z]{3}"), "a currency is three capital letters (ISO 4217)");
    check(price.amount() >= 0 && price.amount() <= MOST, "a price must be 0 to " + MOST);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
