package dev.coalmine.order.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.order.view.ViewCache.Loaded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewCacheIntegrationTests {

  private static final ViewSettings SETTINGS =
      new ViewSettings(
          true,
          Duration.ofSeconds(30),
          Duration.ofMillis(500), // patient: the machine may be busy
          Duration.ofMillis(10),
          1000);

  private final String key = "order:" + UUID.randomUUID();
  private final AtomicInteger loads = new AtomicInteger();
  private Redis redis;
  private ViewCache cache;

  @BeforeEach
  void connect() {
    use(TestServers.redis());
    // the first command starts the connection
    await().until(() -> redis.ask(commands -> commands.ping()).filter("PONG"::equals).isPresent());
  }

  private void use(int port) {
    var meters = new SimpleMeterRegistry();
    redis = new Redis("127.0.0.1", port, SETTINGS, meters);
    cache = new ViewCache(redis, SETTINGS, meters);
  }

  @AfterEach
  void close() {
    redis.destroy();
  }

  @Test
  void loadsOnceWhatIsReadOften() {
    read(1);
    await().until(() -> body().isPresent());

    assertThat(read(2)).contains(new View("ada", "version 1"));
    assertThat(loads.get()).isEqualTo(1);
    assertThat(redis.ask(commands -> commands.pttl(key)).orElse(0L)).isBetween(20_000L, 30_000L);
  }

  @Test
  void aChangeEndsWhatIsOlder() {
    read(1);
    await().until(() -> body().isPresent());

    cache.outdate(key, 2);
    await().until(() -> body().isEmpty());

    assertThat(read(2)).contains(new View("ada", "version 2"));
    await().until(() -> body().isPresent());
  }

  @Test
  void aReaderWhoComesLateWithTheOldIsRefused() {
    cache.outdate(key, 2);
    await().until(() -> version().equals(Optional.of("2")));

    read(1);
    read(3); // sent after the other on the same connection
    await().until(() -> body().equals(Optional.of("version 3")));

    cache.outdate(key, 2); // an event published once more
    assertThat(body()).contains("version 3");
  }

  @Test
  void whatWillChangeUnannouncedIsNotKept() {
    load(new Loaded(new View("ada", "refund under way"), 1, false));
    load(new Loaded(new View("ada", "x".repeat(1001)), 1, true));
    redis.ask(commands -> commands.ping());

    assertThat(version()).isEmpty();
  }

  @Test
  void withoutRedisEverythingIsLoaded() throws IOException {
    close();
    try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      use(nobody.getLocalPort()); // accepts and never answers
      for (int version = 1; version <= 30; version++) {
        assertThat(read(version)).contains(new View("ada", "version " + version));
        cache.outdate(key, version);
      }
    }
    assertThat(loads.get()).isEqualTo(30);
    close();
    use(1); // and here nobody even accepts
    assertThat(read(31)).contains(new View("ada", "version 31"));
  }

  private Optional<View> read(int version) {
    return load(new Loaded(new View("ada", "version " + version), version, true));
  }

  private Optional<View> load(Loaded loaded) {
    return cache.get(
        key,
        () -> {
          loads.incrementAndGet();
          return Optional.of(loaded);
        });
  }

  private Optional<String> body() {
    return redis.ask(commands -> commands.hget(key, "body"));
  }

  private Optional<String> version() {
    return redis.ask(commands -> commands.hget(key, "version"));
  }
}
