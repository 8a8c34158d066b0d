package dev.coalmine.lab.replay;

import dev.coalmine.lab.load.OrderJson;
import dev.coalmine.lab.replay.Invoice.Line;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Bodies as the API wants them. */
final class Requests {

  /** The file's amounts are pounds and pence. */
  static final String CURRENCY = "GBP";

  private static final JsonMapper JSON = JsonMapper.shared();

  private Requests() {}

  record Product(String name, List<Offer> offers, Stock stock) {}

  record Offer(String id, Money price) {}

  record Money(long amount, String currency) {}

  record Stock(long received) {}

  static String lines(List<Line> lines) {
    return OrderJson.of(
        lines.stream().map(it -> new OrderJson.Line(it.sku(), it.offer(), it.quantity())).toList());
  }

  static String product(Assortment.Product product) {
    var offers =
        product.prices().stream()
            .map(price -> new Offer("p" + price, new Money(price, CURRENCY)))
            .toList();
    return JSON.writeValueAsString(new Product(product.name(), offers, new Stock(product.stock())));
  }
}
