package dev.coalmine.notification.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param perCustomer streams that a customer may have open at this replica, 1–100; replicas do not
 *     add theirs up
 * @param poll how often the store is looked at without being told, 50 ms–1 min
 * @param heartbeat how often a silent stream shows that it lives, 1 s–1 min
 * @param proof how long one stream too many waits for the others to show which have a reader, 100
 *     ms–2 s; twice the {@code roundTrip} is enough for all but a reader who takes nothing more
 * @param roundTrip after which a reader's side has answered what was written to a connection that
 *     is closed there, 10 ms–1 s
 * @param displacedRetry after which the reader of a stream that made room may come back, 1 s–10 min
 */
@ConfigurationProperties("coalmine.stream")
record StreamSettings(
    @DefaultValue("5") int perCustomer,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("500ms") Duration proof,
    @DefaultValue("100ms") Duration roundTrip,
    @DefaultValue("1m") Duration displacedRetry) {

  StreamSettings {
    if (perCustomer < 1 || perCustomer > 100) {
      throw new IllegalArgumentException("coalmine.stream.per-customer must be 1 to 100");
    }
    if (poll.toMillis() < 50 || poll.toMillis() > 60_000) {
      throw new IllegalArgumentException("coalmine.stream.poll must be 50ms to 1m");
    }
    if (heartbeat.toMillis() < 1_000 || heartbeat.toMillis() > 60_000) {
      throw new IllegalArgumentException("coalmine.stream.heartbeat must be 1s to 1m");
    }
    if (proof.toMillis() < 100 || proof.toMillis() > 2_000) {
      throw new IllegalArgumentException("coalmine.stream.proof must be 100ms to 2s");
    }
    if (roundTrip.toMillis() < 10 || roundTrip.toMillis() > 1_000) {
      throw new IllegalArgumentException("coalmine.stream.round-trip must be 10ms to 1s");
    }
    if (displacedRetry.toMillis() < 1_000 || displacedRetry.toMillis() > 600_000) {
      throw new IllegalArgumentException("coalmine.stream.displaced-retry must be 1s to 10m");
    }
  }
}
