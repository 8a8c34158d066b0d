package dev.coalmine.order;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param pendingLimit how long an order may wait for its payment, 1 s–1 day
 * @param expiryInterval how often such orders are looked for, 100 ms–1 h
 * @param keysKept how long idempotency keys are remembered, at least 7 days
 */
@ConfigurationProperties("coalmine.orders")
record OrderSettings(
    @DefaultValue("60s") Duration pendingLimit,
    @DefaultValue("5s") Duration expiryInterval,
    @DefaultValue("8d") Duration keysKept) {

  OrderSettings {
    within("pending-limit", pendingLimit, Duration.ofSeconds(1), Duration.ofDays(1));
    within("expiry-interval", expiryInterval, Duration.ofMillis(100), Duration.ofHours(1));
    within("keys-kept", keysKept, Duration.ofDays(7), Duration.ofDays(365));
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "coalmine.orders.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}
