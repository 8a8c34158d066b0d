package dev.coalmine.notification.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;

/** The service on real servers; orders and payments speak to it as their services do. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = NotificationServiceTest.Servers.class)
public abstract class NotificationServiceTest {

  protected static final MailServer MAIL = new MailServer();

  @Autowired protected JdbcClient jdbc;
  @Autowired private KafkaTemplate<String, byte[]> kafka;
  @LocalServerPort protected int port;

  protected final String order = Ids.text(Ids.next());
  protected final String customer = "customer-" + order;
  protected final String address = customer + "@example.test";
  private final Map<String, Long> sequences = new HashMap<>();
  private int deliveries = 1;

  @BeforeEach
  void mailServerIsThere() {
    MAIL.start();
  }

  /** From now on each record comes twice, as after a crash before the offset's commit. */
  protected void everyRecordComesTwice() {
    deliveries = 2;
  }

  protected void placed() {
    placed(address);
  }

  protected void placed(String email) {
    publish(
        "orders.events",
        "order.placed.v1",
        """
        {"orderId":"%s","customer":"%s","email":%s,"total":{"amount":1299,"currency":"EUR"}}
        """
            .formatted(order, customer, email == null ? "null" : '"' + email + '"'));
  }

  protected void confirmed() {
    publish("orders.events", "order.confirmed.v1", "{\"orderId\":\"%s\"}".formatted(order));
  }

  protected void captured() {
    publish(
        "payments.events",
        "payment.captured.v1",
        """
        {"orderId":"%s","paymentId":"P","amount":{"amount":1299,"currency":"EUR"}}
        """
            .formatted(order));
  }

  protected void publish(String topic, String type, String data) {
    var event =
        new Event(
            Ids.text(Ids.next()),
            "/test",
            type,
            order,
            sequences.merge(topic, 1L, Long::sum),
            Instant.now(),
            data.getBytes(UTF_8),
            null);
    for (int i = 0; i < deliveries; i++) {
      kafka.send(EventHeaders.toRecord(topic, event)).join();
    }
  }

  /** "channel template status" of each notification of the order. */
  protected List<String> notifications() {
    return jdbc.sql(
            """
            select channel || ' ' || template || ' ' || status from notification
            where order_id = ? order by 1
            """)
        .params(order)
        .query(String.class)
        .list();
  }

  protected void eventually(String... expected) {
    eventually(() -> notifications().equals(List.of(expected)));
  }

  protected static void eventually(Callable<Boolean> holds) {
    await().atMost(Duration.ofSeconds(30)).until(holds);
  }

  static class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var database = TestServers.freshDatabase("notifications");
      TestPropertyValues.of(
              "spring.datasource.url=" + database.url(),
              "spring.datasource.username=" + database.username(),
              "spring.datasource.password=" + database.password(),
              "spring.kafka.bootstrap-servers=" + TestServers.kafka(),
              "spring.data.redis.port=" + TestServers.redis(),
              "spring.mail.port=" + MAIL.port(),
              "eureka.client.enabled=false",
              "coalmine.lifecycle.drain=0s",
              "coalmine.identity.issuer=" + TestIssuer.url(),
              "coalmine.mail.poll=100ms",
              "coalmine.mail.longest-pause=1s",
              "coalmine.stream.per-customer=2")
          .applyTo(context);
    }
  }
}
