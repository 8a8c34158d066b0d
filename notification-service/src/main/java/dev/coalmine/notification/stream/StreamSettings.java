package dev.coalmine.notification.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param perCustomer streams that a customer may have open at this replica, 1–100
 * @param poll how often the store is looked at without being told, 50 ms–1 min
 * @param heartbeat how often a silent stream shows that it lives, 1 s–1 min
 */
@ConfigurationProperties("coalmine.stream")
record StreamSettings(
    @DefaultValue("5") int perCustomer,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("15s") Duration heartbeat) {

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
  }
}
