package dev.coalmine.order.catalogue;

import java.util.List;
import java.util.Map;

/**
 * Pieces on the shelf. Every method locks the rows it changes in the order of their SKUs; a
 * transaction that also locks an order locks the order first. So no two transactions can wait for
 * each other.
 */
public interface Stock {

  /**
   * Reserves all or says which SKUs are short; the caller then rolls back.
   *
   * @param pieces by SKU
   */
  List<String> reserve(long order, Map<String, Long> pieces);

  /** Moves everything the order still holds. */
  void move(long order, StockMove move);

  /**
   * Takes sold pieces back.
   *
   * @param pieces by SKU
   */
  void takeBack(long order, Map<String, Long> pieces);

  /**
   * @param pieces came in; negative when too many had been counted
   * @return false when fewer than that are on hand
   */
  boolean receive(String sku, long pieces);
}
