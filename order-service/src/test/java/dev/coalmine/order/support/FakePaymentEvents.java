package dev.coalmine.order.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.id.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.kafka.core.KafkaOperations;

/** Publishes payment-service's events, numbered per order. */
public final class FakePaymentEvents {

  private static final Map<String, Long> SEQUENCES = new ConcurrentHashMap<>();

  private final KafkaOperations<String, byte[]> kafka;
  private final String unknown;

  public FakePaymentEvents(KafkaOperations<String, byte[]> kafka) {
    this(kafka, "");
  }

  private FakePaymentEvents(KafkaOperations<String, byte[]> kafka, String unknown) {
    this.kafka = kafka;
    this.unknown = unknown;
  }

  /** Publishes with a field that only the next version knows. */
  public static FakePaymentEvents ofTheNextVersion(KafkaOperations<String, byte[]> kafka) {
    return new FakePaymentEvents(kafka, ", \"nextVersion\": {\"says\": [\"more\"]}");
  }

  /**
   * @param amount in cents
   */
  public void authorized(String order, long amount) {
    say(
        "payment.authorized.v1",
        order,
        ", \"amount\": {\"amount\": %d, \"currency\": \"EUR\"}".formatted(amount));
  }

  public void declined(String order) {
    say("payment.declined.v1", order, ", \"reason\": \"card_declined\"");
  }

  public void captured(String order) {
    say("payment.captured.v1", order, "");
  }

  public void captureFailed(String order) {
    say("payment.capture-failed.v1", order, ", \"reason\": \"card_lost\"");
  }

  public void voided(String order) {
    say("payment.voided.v1", order, "");
  }

  public void refunded(String order) {
    say("payment.refunded.v1", order, "");
  }

  public void refundFailed(String order, String returned) {
    say(
        "payment.refund-failed.v1",
        order,
        ", \"reason\": \"refund-failed\", \"returnId\": \"" + returned + '"');
  }

  public void refunded(String order, String returned) {
    say("payment.refunded.v1", order, ", \"returnId\": \"" + returned + '"');
  }

  private void say(String type, String order, String more) {
    var data =
        "{\"orderId\": \"%s\", \"paymentId\": \"0000000000001\"%s%s}"
            .formatted(order, more, unknown);
    kafka.send(
        EventHeaders.toRecord(
            "payments.events",
            new Event(
                Ids.text(Ids.next()),
                "/payment-service",
                type,
                order,
                SEQUENCES.merge(order, 1L, Long::sum),
                Instant.now(),
                data.getBytes(UTF_8),
                null)));
  }
}
