package dev.coalmine.lab.load;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of orders, as the API takes them. */
public final class OrderJson {

  private OrderJson() {}

  /**
   * @param quantity of pieces, at least 1
   */
  public record Line(String sku, String offer, long quantity) {}

  /** So many pieces of each. */
  public static String of(Collection<String> skus, int quantity) {
    return of(skus.stream().map(sku -> new Line(sku, Assortment.OFFER, quantity)).toList());
  }

  public static String of(List<Line> lines) {
    return JsonMapper.shared().writeValueAsString(Map.of("lines", lines));
  }
}
