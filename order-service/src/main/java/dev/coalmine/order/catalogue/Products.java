package dev.coalmine.order.catalogue;

import java.util.List;
import java.util.Optional;

/** The products of the catalogue. */
public interface Products {

  Optional<Product> find(String sku);

  /**
   * @param query part of a name or SKU, in any case; empty finds all
   * @param after the last SKU of the page before, or empty
   */
  List<Product> search(String query, String after, int limit);

  /** The product and its offers, locked until the transaction ends; version 0 when it is new. */
  Locked lock(String sku);

  void save(Listing listing, long version);

  /** For each wanted pair, in the same order, what is known of it. Locks nothing. */
  List<Quote> quote(List<String> skus, List<String> offers);

  /**
   * @param name empty when the product is new
   */
  record Locked(String name, List<Offer> offers, long received, long version) {}
}
