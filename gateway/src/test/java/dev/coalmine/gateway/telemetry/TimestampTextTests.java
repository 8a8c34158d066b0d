package dev.coalmine.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampTextTests {

  private final TimestampText text = new TimestampText();

  @Test
  void isTheTimeInMicroseconds() {
    assertThat(text.of(Instant.parse("2026-11-28T18:05:09.000007999Z")))
        .isEqualTo("2026-11-28T18:05:09.000007Z");
    assertThat(text.of(Instant.parse("2026-11-28T18:05:09.999999999Z")))
        .isEqualTo("2026-11-28T18:05:09.999999Z");
    assertThat(text.of(Instant.parse("2026-11-28T18:06:00Z")))
        .isEqualTo("2026-11-28T18:06:00.000000Z");
  }
}
