package dev.coalmine.notification.domain;

import java.time.Instant;
import java.util.Map;

/**
 * @param recipient of a mail; null on the stream
 * @param details of the event, for the template
 * @param position in the customer's stream; 0 when it is not on it
 */
public record Notification(
    long id,
    String eventId,
    Channel channel,
    String template,
    String orderId,
    String customer,
    String recipient,
    Map<String, String> details,
    DeliveryStatus status,
    String reason,
    int attempts,
    long position,
    Instant createdAt) {}
