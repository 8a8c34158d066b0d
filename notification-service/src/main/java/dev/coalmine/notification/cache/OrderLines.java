package dev.coalmine.notification.cache;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * An order's lines, from the cache that order-service's {@code ViewCache} writes ({@code
 * contracts/cache/views.md}): nice to have in a mail, and left out when the cache has not got them
 * or is away.
 */
@Component
public class OrderLines {

  private static final Logger log = LoggerFactory.getLogger(OrderLines.class);
  private static final long PAUSE_SECONDS = 1;

  private final StringRedisTemplate redis;
  private final JsonMapper json;
  private volatile Instant quietUntil = Instant.MIN;

  OrderLines(StringRedisTemplate redis, JsonMapper json) {
    this.redis = redis;
    this.json = json;
  }

  public List<Line> of(String orderId) {
    return read(orderId).map(View::lines).orElse(List.of());
  }

  private Optional<View> read(String orderId) {
    if (Instant.now().isBefore(quietUntil)) {
      return Optional.empty();
    }
    try {
      return readTwice(orderId);
    } catch (RuntimeException e) {
      quietUntil = Instant.now().plusSeconds(PAUSE_SECONDS);
      log.debug("The shared cache is not used: {}", e.toString());
      return Optional.empty();
    }
  }

  private Optional<View> readTwice(String orderId) {
    try {
      return ask(orderId);
    } catch (RuntimeException e) {
      reconnect();
      return ask(orderId);
    }
  }

  private Optional<View> ask(String orderId) {
    var body = redis.<String, String>opsForHash().get("order:" + orderId, "body");
    return Optional.ofNullable(body).map(it -> json.readValue(it, View.class));
  }

  /**
   * A connection that fails may be half dead, which TCP finds out after minutes, or wait to be made
   * again, which the driver does after up to half a minute.
   */
  private void reconnect() {
    if (redis.getConnectionFactory() instanceof LettuceConnectionFactory lettuce) {
      lettuce.resetConnection();
    }
  }

  record View(@Nullable List<Line> lines) {

    View {
      lines = lines == null ? List.of() : lines;
    }
  }

  public record Line(String sku, long quantity) {}
}
