package dev.coalmine.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.platform.event.Event;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgedPrefixTests {

  @Test
  void marksEverythingWhenAllWasAcknowledged() {
    assertThat(marked(List.of(event(1, "a"), event(2, "b")), true, true)).containsExactly(1L, 2L);
  }

  @Test
  void holdsBackWhatFollowsAFailureOfTheSameKey() {
    var sent = List.of(event(1, "a"), event(2, "a"), event(3, "b"), event(4, "a"));

    assertThat(marked(sent, true, false, true, true)).containsExactly(1L, 3L);
  }

  @Test
  void keepsTopicsApart() {
    var sent = List.of(event(1, "orders", "a"), event(2, "products", "a"));

    assertThat(marked(sent, false, true)).containsExactly(2L);
  }

  private static List<Long> marked(List<PendingEvent> sent, boolean... ok) {
    return AcknowledgedPrefix.prefixes(sent, ok).stream().map(PendingEvent::id).toList();
  }

  private static PendingEvent event(long id, String key) {
    return event(id, "orders", key);
  }

  private static PendingEvent event(long id, String topic, String key) {
    return new PendingEvent(
        id, topic, new Event("e" + id, "/test", "t.v1", key, id, Instant.EPOCH, new byte[0], null));
  }
}
