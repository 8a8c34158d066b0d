package dev.coalmine.lab.replay;

import dev.coalmine.lab.replay.Invoice.Line;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** What a shop must have on sale to sell what the file says. */
final class Assortment {

  /** As many as a product may have. */
  static final int MOST_OFFERS = 100;

  private static final int LONGEST_NAME = 200;

  private final Map<String, Product> products = new LinkedHashMap<>();

  static final class Product {

    private final String sku;
    private final TreeSet<Long> prices = new TreeSet<>();
    private String name = "";
    private long sold;

    Product(String sku) {
      this.sku = sku;
    }

    String sku() {
      return sku;
    }

    String name() {
      return name.isEmpty() ? sku : name;
    }

    Collection<Long> prices() {
      return prices;
    }

    /** All that the file sells and a tenth more. */
    long stock() {
      return sold + (sold + 9) / 10;
    }
  }

  /** Says whether the product can have such an offer. */
  boolean add(Line line, String name) {
    var product = products.computeIfAbsent(line.sku(), Product::new);
    if (!product.prices.contains(line.price()) && product.prices.size() == MOST_OFFERS) {
      return false;
    }
    product.prices.add(line.price());
    product.sold += line.quantity();
    if (product.name.isEmpty()) {
      product.name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
    return true;
  }

  Collection<Product> products() {
    return products.values();
  }
}
