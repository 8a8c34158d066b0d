package dev.coalmine.lab.order;

import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.load.OrderJson.Line;
import java.util.regex.Pattern;

/** One line of an order, as {@code lamp}, {@code lamp:brass} or {@code lamp:brass*2}. */
final class Item {

  private static final Pattern FORM = Pattern.compile("([^:*]+)(?::([^:*]+))?(?:\\*(\\d{1,6}))?");

  private Item() {}

  static Line parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new UsageError(
          "'%s' is no item such as lamp, lamp:brass or lamp:brass*2".formatted(text));
    }
    return new Line(
        parts.group(1),
        parts.group(2) == null ? "standard" : parts.group(2),
        parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3)));
  }
}
