package dev.coalmine.lab.replay;

import dev.coalmine.lab.replay.Invoice.Line;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Bodies as the API wants them. */
final class Requests {

  /** The file's amounts are pounds and pence. */
  static final String CURRENCY = "GBP";

  private static final JsonMapper JSON = JsonMapper.shared();

  private Requests() {}

  record Lines(List<Item> lines) {}

  record Item(String sku, String offer, long quantity) {}

  record Product(String name, List<Offer> offers, Stock stock) {}

  record Offer(String id, Money price) {}

  record Money(long amount, String currency) {}

  record Stock(long received) {}

  static String lines(List<Line> lines) {
    return JSON.writeValueAsString(
        new Lines(
            lines.stream().map(it -> new Item(it.sku(), it.offer(), it.quantity())).toList()));
  }

  static String product(Assortment.Product product) {
    var offers =
        product.prices().stream()
            .map(price -> new Offer("p" + price, new Money(price, CURRENCY)))
            .toList();
    return JSON.writeValueAsString(new Product(product.name(), offers, new Stock(product.stock())));
  }
}
