package dev.coalmine.gateway.connection;

import dev.coalmine.gateway.connection.ConnectionLimit.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code gateway.connections}, how many there may be ({@code gateway.connections.limit}), {@code
 * gateway.connections.refused} by reason (total, address), and {@code gateway.connections.cut} by
 * reason: connections that the gateway ended because their client kept it waiting.
 */
final class ConnectionMetrics {

  /** Why the gateway ended a connection. */
  enum Cut {
    /** Nothing was sent on a new connection. */
    UNUSED,
    /** A head was not complete in time. */
    HEAD,
    /** No byte of an answer was taken in time. */
    UNREAD,
    /** More requests were sent than may wait on one connection. */
    PIPELINED
  }

  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Map<Cut, Counter> cut = new EnumMap<>(Cut.class);

  ConnectionMetrics(MeterRegistry meters, ConnectionLimit limit) {
    meters.gauge("gateway.connections", limit, ConnectionLimit::open);
    meters.gauge("gateway.connections.limit", limit, ConnectionLimit::max);
    for (var reason : Refusal.values()) {
      refused.put(reason, counter(meters, "gateway.connections.refused", reason));
    }
    for (var reason : Cut.values()) {
      cut.put(reason, counter(meters, "gateway.connections.cut", reason));
    }
  }

  private static Counter counter(MeterRegistry meters, String name, Enum<?> reason) {
    return meters.counter(name, "reason", reason.name().toLowerCase(Locale.ROOT));
  }

  void refused(Refusal reason) {
    refused.get(reason).increment();
  }

  void cut(Cut reason) {
    cut.get(reason).increment();
  }
}
