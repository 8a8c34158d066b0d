package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CellTests {

  @Test
  void isGoodWhenOrdersWereHitAndTheBooksAgree() {
    assertThat(cell(3, 0).isGood()).isTrue();
    assertThat(cell(3, 0).line()).endsWith("green");
  }

  @Test
  void isNoTestWhenNothingWasHit() {
    assertThat(cell(0, 0).isGood()).isFalse();
    assertThat(cell(0, 0).line()).endsWith("HIT NOTHING");
  }

  @Test
  void isNotGoodWhenTheBooksDisagree() {
    assertThat(cell(3, 1).isGood()).isFalse();
    assertThat(cell(3, 1).line()).endsWith("BROKEN");
  }

  private static Cell cell(long inFlight, int exitCode) {
    return new Cell(1, "kafka", "kill", inFlight, 9, 0, OptionalDouble.of(0.5), exitCode);
  }
}
