package dev.coalmine.lab.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepublishTests {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T05:00:00Z, 2026-11-21T05:00:00Z",
    "10m, 2026-11-21T11:50:00Z",
    "2h, 2026-11-21T10:00:00Z",
    "999999999h, 1970-01-01T00:00:00Z"
  })
  void readsAnInstantOrHowLongAgo(String text, Instant expected) {
    assertThat(EventsCommand.instant(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "10", "2026-11-21"})
  void explainsWhatIsNeither(String text) {
    assertThatThrownBy(() -> EventsCommand.instant(text, NOW))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--since is an instant");
  }

  @Test
  void refusesTheFuture() {
    assertThatThrownBy(() -> EventsCommand.instant("2026-11-21T12:00:01Z", NOW))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("future");
  }

  @Test
  void asksTheReplicaThatLivesWhenTheFirstIsDead() throws Exception {
    try (var replica = new Replica(200, "{\"republished\":7}")) {
      var events =
          EventsCommand.republish(
              "order-service", List.of(Replica.dead(), replica.address()), "secret", NOW);

      assertThat(events).isEqualTo(7);
      assertThat(replica.asked())
          .containsExactly("Bearer secret {\"since\":\"2026-11-21T12:00:00Z\"}");
    }
  }

  @Test
  void saysThatNoReplicaLives() {
    assertThatThrownBy(
            () -> EventsCommand.republish("order-service", List.of(Replica.dead()), "secret", NOW))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no replica of order-service answers");
  }

  @Test
  void saysWhatTheServiceRefused() throws Exception {
    try (var replica = new Replica(403, "not for you")) {
      assertThatThrownBy(
              () ->
                  EventsCommand.republish(
                      "order-service", List.of(replica.address()), "secret", NOW))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("it answers 403 not for you");
    }
  }
}
