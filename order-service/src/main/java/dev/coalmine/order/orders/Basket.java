package dev.coalmine.order.orders;

import dev.coalmine.order.idempotency.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The items of an order or a return, one per offer: an offer that is named twice becomes one item
 * of both quantities, so that a return can name it.
 */
public record Basket(List<Item> items) {

  public static final int MOST_LINES = 10_000;

  public Basket {
    checkSize(items.size());
    items = merged(items);
  }

  /**
   * @throws IllegalArgumentException when there are too few lines, or too many
   */
  public static void checkSize(int lines) {
    if (lines < 1 || lines > MOST_LINES) {
      throw new IllegalArgumentException("there must be 1 to " + MOST_LINES + ", not " + lines);
    }
  }

  private static List<Item> merged(List<Item> items) {
    record Offer(String sku, String id) {}
    var quantities = new LinkedHashMap<Offer, Long>();
    for (var item : items) {
      quantities.merge(new Offer(item.sku(), item.offer()), item.quantity(), Long::sum);
    }
    var merged = new ArrayList<Item>(quantities.size());
    quantities.forEach((offer, sum) -> merged.add(new Item(offer.sku(), offer.id(), sum)));
    return List.copyOf(merged);
  }

  List<String> skus() {
    return items.stream().map(Item::sku).toList();
  }

  List<String> offers() {
    return items.stream().map(Item::offer).toList();
  }

  Map<String, Long> pieces() {
    var pieces = new TreeMap<String, Long>();
    items.forEach(item -> pieces.merge(item.sku(), item.quantity(), Long::sum));
    return pieces;
  }

  Fingerprint fingerprint(Object... context) {
    var parts = new ArrayList<Object>(List.of(context));
    for (var item : items) {
      parts.add(item.sku());
      parts.add(item.offer());
      parts.add(item.quantity());
    }
    return Fingerprint.of(parts);
  }
}
