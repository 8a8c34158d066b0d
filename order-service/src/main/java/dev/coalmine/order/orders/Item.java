package dev.coalmine.order.orders;

/** So many of this offer: what a customer orders, or returns. Prices are ours. */
public record Item(String sku, String offer, long quantity) {

  public static final long MOST = 100_000;

  public Item {
    if (sku == null || offer == null) {
      throw new IllegalArgumentException("a line names a SKU and an offer");
    }
    if (quantity < 1 || quantity > MOST) {
      throw new IllegalArgumentException("a quantity is 1 to " + MOST + ", not " + quantity);
    }
  }
}
