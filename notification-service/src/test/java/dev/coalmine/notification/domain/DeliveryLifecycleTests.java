package dev.coalmine.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.notification.domain.DeliveryLifecycle.Release;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeliveryLifecycleTests {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final KnownOrder ORDER = new KnownOrder("o", "fay", "fay@example.com", 1, "EUR");
  private static final KnownOrder WITHOUT_ADDRESS = new KnownOrder("o", "fay", null, 1, "EUR");

  @Test
  void aMailGoesToTheAddressOfTheOrder() {
    assertThat(DeliveryLifecycle.release(waiting(Channel.MAIL), ORDER))
        .isEqualTo(new Release.ToAddress("fay", "fay@example.com"));
  }

  @Test
  void aMailWithoutAnAddressIsSkipped() {
    assertThat(DeliveryLifecycle.release(waiting(Channel.MAIL), WITHOUT_ADDRESS))
        .isEqualTo(new Release.Skip("fay", "the customer has no address"));
  }

  @Test
  void aStreamNeedsNoAddress() {
    assertThat(DeliveryLifecycle.release(waiting(Channel.STREAM), WITHOUT_ADDRESS))
        .isEqualTo(new Release.ToStream("fay"));
  }

  @Test
  void onlyASentMailCountsWithoutTheClaim() {
    assertThat(DeliveryLifecycle.sent().needsClaim()).isFalse();
    assertThat(DeliveryLifecycle.failed("550").needsClaim()).isTrue();
    assertThat(DeliveryLifecycle.undeliverable("550").needsClaim()).isTrue();
    assertThat(DeliveryLifecycle.postponed("421", NOW).needsClaim()).isTrue();
  }

  @Test
  void noOtherStatusFollows() {
    var edges = new TreeSet<String>();
    for (var channel : Channel.values()) {
      var waiting = waiting(channel);
      edges.add("Waiting > " + DeliveryLifecycle.release(waiting, ORDER).status().text());
      edges.add("Waiting > " + DeliveryLifecycle.release(waiting, WITHOUT_ADDRESS).status().text());
    }
    edges.add("Waiting > " + DeliveryLifecycle.nothingToTell("free").status().text());
    edges.add("Due > " + DeliveryLifecycle.sent().status().text());
    edges.add("Due > " + DeliveryLifecycle.failed("550").status().text());
    edges.add("Due > " + DeliveryLifecycle.undeliverable("550").status().text());
    edges.add("Due > " + DeliveryLifecycle.postponed("421", NOW).status().text());

    assertThat(edges)
        .containsExactly(
            "Due > Due",
            "Due > Failed",
            "Due > Sent",
            "Due > Undeliverable",
            "Waiting > Due",
            "Waiting > Sent",
            "Waiting > Skipped");
  }

  private static Notification waiting(Channel channel) {
    return new Notification(
        1,
        "event",
        channel,
        "order-confirmed",
        "o",
        null,
        null,
        Map.of(),
        DeliveryLifecycle.FIRST,
        null,
        0,
        0,
        NOW);
  }
}
