package dev.coalmine.order.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param accelerate whether payment is called within the request; otherwise only events reach it
 * @param service the name under which payment is registered
 * @param deadline time that a call has, 10 ms–10 s
 * @param concurrency calls at a time, 1–1000; an order beyond them is answered as Pending
 * @param pause how long an open breaker makes no call, 100 ms–5 min
 */
@ConfigurationProperties("coalmine.payment")
record PaymentSettings(
    @DefaultValue("true") boolean accelerate,
    @DefaultValue("payment-service") String service,
    @DefaultValue("1s") Duration deadline,
    @DefaultValue("32") int concurrency,
    @DefaultValue("5s") Duration pause) {

  PaymentSettings {
    within("deadline", deadline, Duration.ofMillis(10), Duration.ofSeconds(10));
    within("pause", pause, Duration.ofMillis(100), Duration.ofMinutes(5));
    if (concurrency < 1 || concurrency > 1000) {
      throw new IllegalArgumentException("coalmine.payment.concurrency must be 1 to 1000");
    }
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "coalmine.payment.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}
