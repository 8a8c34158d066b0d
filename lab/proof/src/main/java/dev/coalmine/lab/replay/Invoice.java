package dev.coalmine.lab.replay;

import java.time.LocalDateTime;
import java.util.List;

/**
 * What a customer bought at once, or gave back.
 *
 * @param number begins with C when it cancels earlier sales
 * @param customer null for a guest
 */
record Invoice(String number, String customer, LocalDateTime at, List<Line> lines) {

  /**
   * @param price of one piece, in minor units
   * @param quantity of pieces, at least 1
   */
  record Line(String sku, long price, long quantity) {

    /** One per price: what a product can be bought as. */
    String offer() {
      return "p" + price;
    }

    Line of(long pieces) {
      return new Line(sku, price, pieces);
    }
  }

  boolean isCancellation() {
    return isCancellation(number);
  }

  static boolean isCancellation(String number) {
    return number.startsWith("C");
  }

  /** In minor units. */
  long amount() {
    return lines.stream().mapToLong(line -> line.price() * line.quantity()).sum();
  }

  /** The token's subject. */
  String subject() {
    return customer == null ? "guest-" + number : "customer-" + customer;
  }
}
