package dev.coalmine.lab.replay;

import dev.coalmine.lab.replay.Invoice.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what each cancellation undoes: pieces of the same product at the same price that the same
 * customer bought before, the latest first. What was bought before the file begins is not there.
 */
final class Undoing {

  /**
   * @param sale whose lines are given back
   * @param whole all of it, and nothing of it was given back before
   */
  record Undo(Invoice sale, List<Line> lines, boolean whole) {}

  private record Bought(String customer, String sku, long price) {}

  /** A line of a sale, and what of it has not been given back. */
  private static final class Held {
    private final Invoice sale;
    private final Line line;
    private long left;

    Held(Invoice sale, Line line) {
      this.sale = sale;
      this.line = line;
      this.left = line.quantity();
    }
  }

  private final Map<Bought, List<Held>> held = new HashMap<>();
  private final Map<Invoice, Long> piecesLeft = new HashMap<>();
  private long unmatched;

  void sold(Invoice sale) {
    if (sale.customer() == null) {
      return; // a guest is not known again
    }
    for (var line : sale.lines()) {
      held.computeIfAbsent(bought(sale, line), _ -> new ArrayList<>()).add(new Held(sale, line));
      piecesLeft.merge(sale, line.quantity(), Long::sum);
    }
  }

  /** By sale; empty when the file has none that it could undo. */
  List<Undo> cancelled(Invoice cancellation) {
    var bySale = new LinkedHashMap<Invoice, List<Line>>();
    for (var line : cancellation.lines()) {
      if (!take(cancellation, line, bySale)) {
        unmatched++;
      }
    }
    return bySale.entrySet().stream().map(it -> undo(it.getKey(), it.getValue())).toList();
  }

  private boolean take(Invoice cancellation, Line line, Map<Invoice, List<Line>> bySale) {
    var candidates = held.getOrDefault(bought(cancellation, line), List.of());
    for (var candidate : candidates.reversed()) {
      if (candidate.left >= line.quantity()) {
        candidate.left -= line.quantity();
        bySale
            .computeIfAbsent(candidate.sale, _ -> new ArrayList<>())
            .add(candidate.line.of(line.quantity()));
        return true;
      }
    }
    return false;
  }

  private Undo undo(Invoice sale, List<Line> lines) {
    long back = lines.stream().mapToLong(Line::quantity).sum();
    long all = sale.lines().stream().mapToLong(Line::quantity).sum();
    long before = piecesLeft.merge(sale, -back, Long::sum) + back;
    return new Undo(sale, lines, back == all && before == all);
  }

  /** Lines of cancellations that undo nothing the file sold. */
  long unmatched() {
    return unmatched;
  }

  private static Bought bought(Invoice invoice, Line line) {
    return new Bought(invoice.customer(), line.sku(), line.price());
  }
}
