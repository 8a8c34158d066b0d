package dev.coalmine.lab.load;

import java.util.Collection;
import java.util.stream.Collectors;

/** Bodies of orders, as the API takes them. */
public final class OrderJson {

  private OrderJson() {}

  /** So many pieces of each. */
  public static String of(Collection<String> skus, int quantity) {
    return skus.stream()
        .map(
            sku ->
                "{\"sku\":\"%s\",\"offer\":\"%s\",\"quantity\":%d}"
                    .formatted(sku, Assortment.OFFER, quantity))
        .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
  }
}
