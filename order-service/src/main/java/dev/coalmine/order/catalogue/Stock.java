package dev.coalmine.order.catalogue;

import java.util.List;
import java.util.Map;

/**
 * The pieces of each product. Every method locks the rows that it changes, in the order of their
 * SKUs. A transaction that also locks an order locks the order first. So no two transactions can
 * wait for each other.
 */
public interface Stock {

  /**
   * Reserves pieces for an order.
   *
   * @param pieces by SKU
   * @return the SKUs of which too few are on hand; unless it is empty, the caller must roll back
   */
  List<String> reserve(long order, Map<String, Long> pieces);

  /** Moves all pieces that the order still holds. */
  void move(long order, StockMove move);

  /**
   * Takes sold pieces back.
   *
   * @param pieces by SKU
   */
  void takeBack(long order, Map<String, Long> pieces);

  /**
   * Counts pieces in.
   *
   * @param pieces negative when too many were counted before
   * @return false when fewer than that are on hand
   */
  boolean receive(String sku, long pieces);
}
