package dev.coalmine.order.payment;

import dev.coalmine.platform.settings.Range;
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
    Range.of("coalmine.payment")
        .check("deadline", deadline, "10ms", "10s")
        .check("concurrency", concurrency, 1, 1_000)
        .check("pause", pause, "100ms", "5m");
  }
}
