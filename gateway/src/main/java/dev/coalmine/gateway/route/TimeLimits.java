package dev.coalmine.gateway.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an instance may take to begin its answer, 1 ms to 5 min each.
 *
 * @param browse reading products and notifications
 * @param orders reading and changing orders
 * @param placeOrder placing one: it may have 10,000 lines
 * @param webhooks the acquirer repeats what took too long
 */
@ConfigurationProperties("coalmine.time-limits")
record TimeLimits(
    @DefaultValue("3s") Duration browse,
    @DefaultValue("5s") Duration orders,
    @DefaultValue("15s") Duration placeOrder,
    @DefaultValue("10s") Duration webhooks) {

  TimeLimits {
    check("browse", browse);
    check("orders", orders);
    check("place-order", placeOrder);
    check("webhooks", webhooks);
  }

  private static void check(String name, Duration limit) {
    if (limit.toMillis() < 1 || limit.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("coalmine.time-limits." + name + " must be 1ms to 5m");
    }
  }
}
