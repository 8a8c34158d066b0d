package dev.coalmine.lab.bench.connections;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTests {

  @Test
  void holdsUpToTheStatedRatio() {
    assertThat(comparison(of(100), of(150)).holds()).isTrue();
    assertThat(comparison(of(100), of(151)).holds()).isFalse();
  }

  @Test
  void doesNotHoldWhenARequestFailed() {
    var failing = of(100);
    failing.fail();

    assertThat(comparison(of(100), failing).holds()).isFalse();
    assertThat(comparison(failing, of(100)).holds()).isFalse();
  }

  @Test
  void doesNotHoldWithoutAnAnswer() {
    assertThat(comparison(of(100), new Latencies()).holds()).isFalse();
    assertThat(comparison(new Latencies(), of(100)).holds()).isFalse();
  }

  @Test
  void doesNotHoldWhenNoReaderWasSlow() {
    assertThat(new Comparison(of(100), of(100), 900, 700, 0).holds()).isFalse();
  }

  @Test
  void takesThePercentileByItsRank() {
    var latencies = new Latencies();
    for (int i = 2_000; i > 0; i--) {
      latencies.add(i * 1_000_000L);
    }

    assertThat(latencies.percentile(0.5)).isEqualTo(1_000);
    assertThat(latencies.percentile(0.99)).isEqualTo(1_980);
    assertThat(latencies.percentile(1)).isEqualTo(2_000);
  }

  private static Latencies of(long micros) {
    var latencies = new Latencies();
    latencies.add(micros * 1_000);
    return latencies;
  }

  private static Comparison comparison(Latencies without, Latencies with) {
    return new Comparison(without, with, 900, 0, 1);
  }
}
