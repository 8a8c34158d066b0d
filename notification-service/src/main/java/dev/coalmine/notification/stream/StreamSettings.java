package dev.coalmine.notification.stream;

import dev.coalmine.platform.settings.Range;
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
    Range.of("coalmine.stream")
        .check("per-customer", perCustomer, 1, 100)
        .check("poll", poll, "50ms", "1m")
        .check("heartbeat", heartbeat, "1s", "1m")
        .check("proof", proof, "100ms", "2s")
        .check("round-trip", roundTrip, "10ms", "1s")
        .check("displaced-retry", displacedRetry, "1s", "10m");
  }
}
