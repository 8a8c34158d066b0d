package dev.coalmine.platform.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of everything that crosses a topic: CloudEvents 1.0 plus {@code sequence}.
 *
 * @param id unique per event, the same on every redelivery
 * @param source the service that says it, as a URI path: {@code /order-service}
 * @param type our wire name with its version: {@code order.placed.v1}
 * @param key the aggregate's id, and the record's key: one aggregate, one partition
 * @param sequence counts the aggregate's events on this topic, 1, 2, 3 … without holes
 * @param data JSON, UTF-8
 * @param traceparent W3C trace context of the request that caused it
 */
public record Event(
    String id,
    String source,
    String type,
    String key,
    long sequence,
    Instant time,
    byte[] data,
    @Nullable String traceparent) {}
