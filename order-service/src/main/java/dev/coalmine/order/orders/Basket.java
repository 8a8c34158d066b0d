package dev.coalmine.order.orders;

import dev.coalmine.order.idempotency.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One item per offer: the same offer named twice is one line of their sum, so that a return can
 * name it.
 */
public record Basket(List<Item> items) {

  public static final int MOST_LINES = 10_000;

  public Basket {
    if (items == null || items.isEmpty() || items.size() > MOST_LINES) {
      throw new IllegalArgumentException("there must be 1 to " + MOST_LINES + " lines");
    }
    items = merged(items);
  }

  private static List<Item> merged(List<Item> items) {
    record Offer(String sku, String id) {}
    var quantities = new LinkedHashMap<Offer, Long>();
    for (var item : items) {
      if (item == null) {
        throw new IllegalArgumentException("a line is missing");
      }
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
