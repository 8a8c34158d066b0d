package dev.coalmine.notification.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.notification.support.NotificationServiceTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The cache as {@code contracts/cache/views.md} has it. */
class OrderLinesIntegrationTests extends NotificationServiceTest {

  private static final Path EXAMPLE = Path.of("../contracts/cache/order.example.json");

  @Autowired StringRedisTemplate redis;

  @Test
  void areInTheMailWhereTheCacheHasThem() throws Exception {
    cached(Map.of("version", "2", "owner", customer, "body", Files.readString(EXAMPLE)));

    assertThat(confirmation()).contains("2 x lamp", "1 x bulb");
  }

  @Test
  void areLeftOutWhereTheCacheHasATombstone() throws Exception {
    cached(Map.of("version", "2"));

    assertThat(confirmation()).contains("12.99 EUR").doesNotContain(" x ");
  }

  /** It forgets its clients, who are never told. */
  @Test
  void comeBackAfterAConnectionThatIsHalfDead() throws Exception {
    cached(Map.of("version", "2", "owner", customer, "body", Files.readString(EXAMPLE)));
    try (var nat = new ForgetfulNat(TestServers.redis())) {
      var factory = new LettuceConnectionFactory(nat.configuration(), nat.client());
      factory.afterPropertiesSet();
      factory.start();
      try {
        var lines = new OrderLines(new StringRedisTemplate(factory), JsonMapper.shared());
        assertThat(lines.of(order)).isNotEmpty();

        nat.forget();

        assertThat(lines.of(order)).isNotEmpty();
      } finally {
        factory.destroy();
      }
    }
  }

  private void cached(Map<String, String> view) {
    redis.opsForHash().putAll("order:" + order, view);
  }

  private String confirmation() throws Exception {
    placed();
    confirmed();
    eventually(() -> !MAIL.to(address).isEmpty());
    return MAIL.to(address).getFirst().getContent().toString();
  }
}
