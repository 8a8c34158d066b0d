package dev.coalmine.order.web;

import dev.coalmine.order.orders.Basket;
import dev.coalmine.order.orders.Item;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lines of an order, or of a return. */
record LinesRequest(@Nullable List<@Nullable LineRequest> lines) {

  record LineRequest(@Nullable String sku, @Nullable String offer, @Nullable Long quantity) {

    Item item() {
      if (quantity == null) {
        throw new IllegalArgumentException("a line says how many");
      }
      return new Item(sku, offer, quantity);
    }
  }

  /**
   * @throws dev.coalmine.platform.problem.Problem 422 when a line or their number is out of bounds
   */
  Basket basket() {
    try {
      if (lines == null) {
        throw new IllegalArgumentException("lines are missing");
      }
      // before lines of the same offer are merged, because the limit is on the request
      Basket.checkSize(lines.size());
      return new Basket(IntStream.range(0, lines.size()).mapToObj(this::item).toList());
    } catch (IllegalArgumentException e) {
      throw Problems.invalidLines(e);
    }
  }

  /** The item of a line; the failure of a line names its place. */
  private Item item(int place) {
    var line = lines.get(place);
    if (line == null) {
      throw new IllegalArgumentException("lines[%d] is missing".formatted(place));
    }
    try {
      return line.item();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("lines[%d]: %s".formatted(place, e.getMessage()), e);
    }
  }
}
