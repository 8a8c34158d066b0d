package dev.coalmine.platform.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class RangeTests {

  private final Range range = Range.of("coalmine.bird");

  @Test
  void allowsItsLimits() {
    assertThatCode(
            () ->
                range
                    .check("legs", 0, 0, 2)
                    .check("legs", 2, 0, 2)
                    .check("share", 0.0, 0.0, 1.0)
                    .check("share", 1.0, 0.0, 1.0)
                    .check("nap", Duration.ofMillis(10), "10ms", "1m")
                    .check("nap", Duration.ofMinutes(1), "10ms", "1m")
                    .check("egg", DataSize.ofBytes(1), "1B", "16MB")
                    .check("egg", DataSize.ofMegabytes(16), "1B", "16MB"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 3, Long.MIN_VALUE, Long.MAX_VALUE})
  void refusesANumberOutside(long legs) {
    assertThatThrownBy(() -> range.check("legs", legs, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coalmine.bird.legs must be 0 to 2, not " + legs);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAFractionOutside(double share) {
    assertThatThrownBy(() -> range.check("share", share, 0.0, 1.0))
        .hasMessageStartingWith("coalmine.bird.share must be 0.0 to 1.0, not ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.009S", "-PT1S", "PT1M0.001S", "PT9999999H"})
  void refusesATimeOutside(Duration nap) {
    assertThatThrownBy(() -> range.check("nap", nap, "10ms", "1m"))
        .hasMessage("coalmine.bird.nap must be 10ms to 1m, not " + nap.toMillis() + "ms");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 16 * 1024 * 1024 + 1})
  void refusesASizeOutside(long bytes) {
    assertThatThrownBy(() -> range.check("egg", DataSize.ofBytes(bytes), "1B", "16MB"))
        .hasMessage("coalmine.bird.egg must be 1B to 16MB, not " + bytes + "B");
  }
}
