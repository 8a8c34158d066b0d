package dev.coalmine.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTests {

  private final BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(20));

  @ParameterizedTest
  @CsvSource({
    "0, 250, 500",
    "1, 500, 1000",
    "5, 8000, 16000",
    "6, 10000, 20000",
    "1000000, 10000, 20000"
  })
  void doublesUpToTheLongestAndKeepsAtLeastHalf(int failures, long least, long most) {
    for (int i = 0; i < 100; i++) {
      assertThat(backOff.pause(failures).toMillis()).isBetween(least, most);
    }
  }
}
