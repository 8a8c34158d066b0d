package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Names;

/** So many of this offer: what a customer orders, or returns. Prices are ours. */
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
