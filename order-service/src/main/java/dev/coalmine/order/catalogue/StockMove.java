package dev.coalmine.order.catalogue;

/**
 * How pieces go from one place to another: what one piece adds to each of the three counters, whose
 * sum stays what was received.
 */
public enum StockMove {
  RESERVED(-1, +1, 0),
  RELEASED(+1, -1, 0),
  SOLD(0, -1, +1),
  RETURNED(+1, 0, -1);

  private final int onHand;
  private final int reserved;
  private final int sold;

  StockMove(int onHand, int reserved, int sold) {
    this.onHand = onHand;
    this.reserved = reserved;
    this.sold = sold;
  }

  public int onHand() {
    return onHand;
  }

  public int reserved() {
    return reserved;
  }

  public int sold() {
    return sold;
  }
}
