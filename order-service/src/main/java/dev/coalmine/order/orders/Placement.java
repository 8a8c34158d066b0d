package dev.coalmine.order.orders;

import java.util.List;

/** How placing an order ends. */
public sealed interface Placement {

  record Placed(Order order, List<OrderLine> lines) implements Placement {}

  /** The same key and basket made this order before. */
  record Repeated(long order) implements Placement {}

  record KeyReused() implements Placement {}

  record KeyInUse() implements Placement {}

  record UnknownProduct(String sku) implements Placement {}

  record UnknownOffer(String sku, String offer) implements Placement {}

  record MixedCurrencies(List<String> currencies) implements Placement {}

  record OutOfStock(List<String> skus) implements Placement {}
}
