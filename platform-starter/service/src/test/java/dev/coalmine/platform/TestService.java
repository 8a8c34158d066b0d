package dev.coalmine.platform;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.Require;
import dev.coalmine.platform.identity.AccessRules;
import dev.coalmine.platform.inbox.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service: it writes down, in a table of its own, each meal it hears of. */
@SpringBootApplication(proxyBeanMethods = false)
public class TestService {

  public static final String TOPIC = "canary.events";

  public record Fed(String grain) {

    public Fed {
      Require.present("grain", grain);
    }
  }

  @Bean
  Subscription meals(JdbcTemplate jdbc, Accidents accidents) {
    return Subscription.to(TOPIC)
        .on("canary.fed.v1", Fed.class, (event, fed) -> eat(jdbc, accidents, event, fed));
  }

  private static void eat(JdbcTemplate jdbc, Accidents accidents, Event event, Fed fed) {
    jdbc.update(
        "insert into meal (key, sequence, grain) values (?, ?, ?)",
        event.key(),
        event.sequence(),
        fed.grain());
    accidents.happenTo(event.key());
  }

  @Bean
  Accidents accidents() {
    return new Accidents();
  }

  @Bean
  AccessRules rules() {
    return requests -> requests.requestMatchers("/meals", "/meals/**").permitAll();
  }

  @RestController
  static class Meals {

    private final JdbcTemplate jdbc;
    private final Accidents accidents;

    Meals(JdbcTemplate jdbc, Accidents accidents) {
      this.jdbc = jdbc;
      this.accidents = accidents;
    }

    @PostMapping(path = "/meals/{key}", consumes = "application/json")
    void feed(@PathVariable String key, @RequestBody Fed fed) {
      jdbc.update("insert into meal (key, sequence, grain) values (?, 0, ?)", key, fed.grain());
      accidents.happenTo(key);
    }

    /** Reads no body. */
    @PostMapping("/meals/{key}/leftovers")
    void feedLeftovers(@PathVariable String key) {
      jdbc.update("insert into meal (key, sequence, grain) values (?, 0, 'leftovers')", key);
    }

    @PostMapping(path = "/meals", consumes = "application/json")
    Fed feed(@RequestBody Fed fed) {
      return fed;
    }
  }

  /** Exceptions and Errors that a test plants, by key. */
  public static class Accidents {

    private final Map<String, Throwable> planted = new ConcurrentHashMap<>();

    public void plant(String key, RuntimeException accident) {
      planted.put(key, accident);
    }

    public void plant(String key, Error accident) {
      planted.put(key, accident);
    }

    public void remove(String key) {
      planted.remove(key);
    }

    void happenTo(String key) {
      switch (planted.get(key)) {
        case null -> {}
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new AssertionError("only the two can be planted");
      }
    }
  }

  /** A database of its own and the shared broker, unless a test has a broker of its own. */
  public static class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var database = TestServers.freshDatabase("canary");
      TestPropertyValues.of(
              "spring.application.name=canary",
              "spring.datasource.url=" + database.url(),
              "spring.datasource.username=" + database.username(),
              "spring.datasource.password=" + database.password(),
              "spring.kafka.bootstrap-servers=" + kafka(),
              "spring.flyway.locations=classpath:db/platform,classpath:db/test",
              "eureka.client.enabled=false",
              "coalmine.lifecycle.drain=0s")
          .applyTo(context);
    }

    protected String kafka() {
      return TestServers.kafka();
    }
  }
}
