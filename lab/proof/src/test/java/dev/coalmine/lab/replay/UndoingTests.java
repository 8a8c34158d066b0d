package dev.coalmine.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.replay.Invoice.Line;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoingTests {

  private static final LocalDateTime AT = LocalDateTime.of(2010, 12, 1, 8, 26);

  private final Undoing undoing = new Undoing();

  @Test
  void cancelsAnOrderOfWhichEverythingComesBack() {
    var sale = sold("1", "ann", line("A", 6), line("B", 2));

    var undos = undoing.cancelled(invoice("C2", "ann", line("B", 2), line("A", 6)));

    assertThat(undos).hasSize(1);
    assertThat(undos.getFirst().sale()).isEqualTo(sale);
    assertThat(undos.getFirst().whole()).isTrue();
  }

  @Test
  void returnsTheLinesOfAnOrderOfWhichAPartComesBack() {
    sold("1", "ann", line("A", 6), line("B", 2));

    var undo = undoing.cancelled(invoice("C2", "ann", line("A", 4))).getFirst();

    assertThat(undo.whole()).isFalse();
    assertThat(undo.lines()).containsExactly(line("A", 4));
  }

  @Test
  void returnsTheRestOfAnOrderOfWhichAPartCameBackBefore() {
    sold("1", "ann", line("A", 6));
    undoing.cancelled(invoice("C2", "ann", line("A", 4)));

    assertThat(undoing.cancelled(invoice("C3", "ann", line("A", 2))).getFirst().whole()).isFalse();
  }

  @Test
  void takesTheLatestSaleFirst() {
    sold("1", "ann", line("A", 1));
    var latest = sold("2", "ann", line("A", 1));

    assertThat(undoing.cancelled(invoice("C3", "ann", line("A", 1))).getFirst().sale())
        .isEqualTo(latest);
  }

  @Test
  void countsWhatNobodyBought() {
    sold("1", "ann", line("A", 1));

    assertThat(undoing.cancelled(invoice("C2", "bob", line("A", 1)))).isEmpty();
    assertThat(undoing.cancelled(invoice("C3", "ann", line("A", 2)))).isEmpty();
    assertThat(undoing.cancelled(invoice("C4", "ann", new Line("A", 99, 1)))).isEmpty();
    assertThat(undoing.unmatched()).isEqualTo(3);
  }

  private Invoice sold(String number, String customer, Line... lines) {
    var sale = invoice(number, customer, lines);
    undoing.sold(sale);
    return sale;
  }

  private static Invoice invoice(String number, String customer, Line... lines) {
    return new Invoice(number, customer, AT, List.of(lines));
  }

  private static Line line(String sku, long quantity) {
    return new Line(sku, 250, quantity);
  }
}
