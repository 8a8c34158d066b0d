package dev.coalmine.order.web;

import dev.coalmine.order.orders.Basket;
import dev.coalmine.order.orders.Item;
import java.util.List;
import java.util.Objects;

/** What is ordered, or given back. */
record LinesRequest(List<LineRequest> lines) {

  record LineRequest(String sku, String offer, Long quantity) {

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
      if (lines == null || lines.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("lines are missing");
      }
      // counted before they are merged: ten thousand is a limit on what we are sent
      Basket.checkSize(lines.size());
      return new Basket(lines.stream().map(LineRequest::item).toList());
    } catch (IllegalArgumentException e) {
      throw Problems.invalidLines(e);
    }
  }
}
