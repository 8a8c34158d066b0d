package dev.coalmine.order.catalogue;

/** A form in which a product is sold, with its price. */
public record Offer(String id, Money price) {

  /** Ten thousand lines of a hundred thousand pieces at this price still fit into 64 bits. */
  public static final long HIGHEST_PRICE = 1_000_000_000;

  public Offer {
    Names.check("an offer's id", id);
    if (price == null) {
      throw new IllegalArgumentException("an offer needs a price");
    }
    if (price.amount() > HIGHEST_PRICE) {
      throw new IllegalArgumentException("a price must not exceed " + HIGHEST_PRICE);
    }
  }
}
