package dev.coalmine.lab.order;

import dev.coalmine.lab.cli.UserError;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** One line of an order, as {@code lamp}, {@code lamp:brass} or {@code lamp:brass*2}. */
record Item(String sku, String offer, int quantity) {

  private static final Pattern FORM = Pattern.compile("([^:*]+)(?::([^:*]+))?(?:\\*(\\d{1,6}))?");
  private static final JsonMapper JSON = JsonMapper.shared();

  static Item parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new UserError(
          "'%s' is no item such as lamp, lamp:brass or lamp:brass*2".formatted(text));
    }
    return new Item(
        parts.group(1),
        parts.group(2) == null ? "standard" : parts.group(2),
        parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3)));
  }

  String json() {
    return JSON.writeValueAsString(Map.of("sku", sku, "offer", offer, "quantity", quantity));
  }
}
