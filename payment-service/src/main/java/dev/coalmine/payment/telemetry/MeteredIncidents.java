package dev.coalmine.payment.telemetry;

import dev.coalmine.payment.domain.Incidents;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Logs and counts incidents. */
@Component
class MeteredIncidents implements Incidents {

  private static final Logger log = LoggerFactory.getLogger(MeteredIncidents.class);

  private final MeterRegistry meters;

  MeteredIncidents(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void callConflicted(String orderId) {
    log.error(
        "Order {}: gRPC call and event differ in customer or price; payment is cancelled", orderId);
    meters.counter("payments.conflicts").increment();
  }

  @Override
  public void refundRefused(String orderId, String reason) {
    log.warn("Order {}: a refund was refused: {}", orderId, reason);
    meters.counter("payments.refunds.refused", "reason", reason).increment();
  }
}
