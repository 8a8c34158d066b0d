package dev.coalmine.lab.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.Complaint;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepublishTests {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T05:00:00Z, 2026-11-21T05:00:00Z",
    "10m, 2026-11-21T11:50:00Z",
    "2h, 2026-11-21T10:00:00Z"
  })
  void readsAnInstantOrHowLongAgo(String text, Instant expected) {
    assertThat(RepublishCommand.instant(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "10", "2026-11-21"})
  void explainsWhatIsNeither(String text) {
    assertThatThrownBy(() -> RepublishCommand.instant(text, NOW))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("--since is an instant");
  }
}
