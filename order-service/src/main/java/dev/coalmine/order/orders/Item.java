package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Names;

/** A quantity of an offer that a customer orders or returns. Its price comes from the catalogue. */
public record Item(String sku, String offer, long quantity) {

  public static final long MOST = 100_000;

  public Item {
    Names.check("a SKU", sku);
    Names.check("an offer's id", offer);
    if (quantity < 1 || quantity > MOST) {
      throw new IllegalArgumentException("a quantity is 1 to " + MOST + ", not " + quantity);
    }
  }
}
