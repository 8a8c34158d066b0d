package dev.coalmine.notification.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param customer null while the order is not known
 * @param recipient of a mail; null on the stream
 * @param details of the event, for the template
 * @param reason why a mail was not sent, or not at the first attempt; null otherwise
 * @param position in the customer's stream; 0 when it is not on it
 */
public record Notification(
    long id,
    String eventId,
    Channel channel,
    String template,
    String orderId,
    @Nullable String customer,
    @Nullable String recipient,
    Map<String, String> details,
    DeliveryStatus status,
    @Nullable String reason,
    int attempts,
    long position,
    Instant createdAt) {}
