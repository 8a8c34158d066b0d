package dev.coalmine.lab.replay;

import dev.coalmine.lab.replay.Invoice.Line;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;

/** A line of the file: an invoice's line, or the reason why it is none. */
sealed interface Row {

  /**
   * @param name of the product; may be empty
   */
  record Read(String invoice, String customer, LocalDateTime at, String name, Line line)
      implements Row {}

  record Untidy(String reason) implements Row {}

  int COLUMNS = 8;
  long MOST_PIECES = 100_000;
  DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d/M/uuuu H:mm").withResolverStyle(ResolverStyle.STRICT);
  Pattern INVOICE = Pattern.compile("C?[0-9]{1,20}");
  Pattern CUSTOMER = Pattern.compile("[0-9]{0,20}(\\.0)?");

  /**
   * @param columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate (dd/MM/yyyy HH:mm),
   *     UnitPrice, CustomerID, Country
   */
  static Row of(String[] columns) {
    if (columns.length != COLUMNS) {
      return new Untidy("not " + COLUMNS + " columns");
    }
    var number = columns[0].trim();
    if (!INVOICE.matcher(number).matches()) {
      return new Untidy("no invoice number");
    }
    if (!CUSTOMER.matcher(columns[6].trim()).matches()) {
      return new Untidy("no customer number");
    }
    try {
      var pieces = Long.parseLong(columns[3].trim());
      boolean cancels = Invoice.isCancellation(number);
      if (pieces == 0 || cancels != pieces < 0) {
        return new Untidy(
            cancels ? "a cancellation that adds pieces" : "an adjustment, not a sale");
      }
      var price = new BigDecimal(columns[5].trim()).movePointRight(2).longValueExact();
      var sku = sku(columns[1].trim());
      if (price < 0 || Math.abs(pieces) > MOST_PIECES || sku.isEmpty()) {
        return new Untidy("no price, quantity or stock code that a shop has");
      }
      return new Read(
          number,
          customer(columns[6].trim()),
          LocalDateTime.parse(columns[4].trim(), DATE),
          columns[2].trim(),
          new Line(sku, price, Math.abs(pieces)));
    } catch (NumberFormatException e) {
      return new Untidy("no number");
    } catch (ArithmeticException e) {
      return new Untidy("a price finer than a penny");
    } catch (DateTimeException e) {
      return new Untidy("no date");
    }
  }

  private static String customer(String text) {
    var number = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return number.isEmpty() ? null : number;
  }

  /** A stock code with blanks, as "BANK CHARGES", becomes one that fits into a path. */
  private static String sku(String code) {
    var fit = code.replaceAll("[^A-Za-z0-9._~-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return fit.length() > 64 ? fit.substring(0, 64) : fit;
  }
}
