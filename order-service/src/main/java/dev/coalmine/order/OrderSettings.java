package dev.coalmine.order;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param pendingLimit how long an order may wait for its payment, 1 s–1 day
 * @param expiryInterval how often such orders are looked for, 100 ms–1 h
 * @param keysKept how long idempotency keys are remembered, 7–365 days
 */
@ConfigurationProperties("coalmine.orders")
record OrderSettings(
    @DefaultValue("60s") Duration pendingLimit,
    @DefaultValue("5s") Duration expiryInterval,
    @DefaultValue("8d") Duration keysKept) {

  OrderSettings {
    Range.of("coalmine.orders")
        .check("pending-limit", pendingLimit, "1s", "1d")
        .check("expiry-interval", expiryInterval, "100ms", "1h")
        .check("keys-kept", keysKept, "7d", "365d");
  }
}
