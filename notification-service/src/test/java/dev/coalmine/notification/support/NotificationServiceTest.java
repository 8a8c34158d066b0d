package dev.coalmine.notification.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.issuer.TestIssuer;
import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.notification.delivery.NotifyCustomer;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
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
import org.springframework.transaction.support.TransactionTemplate;

/** The service on real servers; orders and payments speak to it as their services do. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = NotificationServiceTest.Servers.class)
public abstract class NotificationServiceTest {

  protected static final MailServer MAIL = new MailServer();

  @Autowired protected JdbcClient jdbc;
  @Autowired protected KafkaTemplate<String, byte[]> kafka;
  @Autowired protected NotifyCustomer notify;
  @Autowired protected TransactionTemplate transaction;
  @LocalServerPort protected int port;

  protected final String order = Ids.text(Ids.next());
  protected final String customer = "customer-" + order;
  protected final String address = customer + "@example.test";
  private final Map<String, Long> sequences = new HashMap<>();
  private final List<ProducerRecord<String, byte[]>> published = new ArrayList<>();
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

  protected void cancelled() {
    publish("orders.events", "order.cancelled.v1", "{\"orderId\":\"%s\"}".formatted(order));
  }

  /** What is told of the order once a rule names a template that does not exist. */
  protected void withoutWords(String channel, String eventType, String template) {
    jdbc.sql("insert into notification_rule (event_type, channel, template) values (?, ?, ?)")
        .params(eventType, channel, template)
        .update();
    transaction.executeWithoutResult(
        _ -> notify.eventOccurred(order, "E-" + order, eventType, Map.of()));
    jdbc.sql("delete from notification_rule where event_type = ?").params(eventType).update();
  }

  protected void publish(String topic, String type, String data) {
    var next = record(topic, type, data, sequences.merge(topic, 1L, Long::sum));
    published.add(next);
    for (int i = 0; i < deliveries; i++) {
      kafka.send(next).join();
    }
  }

  /** All that was published, again and in its order. */
  protected void publishAllAgain() {
    published.forEach(it -> kafka.send(it).join());
  }

  protected ProducerRecord<String, byte[]> record(
      String topic, String type, String data, long sequence) {
    return EventHeaders.toRecord(
        topic,
        new Event(
            Ids.text(Ids.next()),
            "/test",
            type,
            order,
            sequence,
            Instant.now(),
            data.getBytes(UTF_8),
            null));
  }

  /** The outcomes of the attempts to send the order's mail, first to last. */
  protected List<String> attempts() {
    return jdbc.sql(
            """
            select outcome from notification_attempt join notification n on n.id = notification_id
            where order_id = ? order by number
            """)
        .params(order)
        .query(String.class)
        .list();
  }

  protected long mailId() {
    return jdbc.sql("select id from notification where order_id = ? and channel = 'mail'")
        .params(order)
        .query(Long.class)
        .single();
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

  /** Where the servers are, for a context that a test starts itself. */
  public static ApplicationContextInitializer<ConfigurableApplicationContext> servers() {
    return new Servers();
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
              "spring.data.redis.timeout=2s", // patient: the machine may be busy
              "spring.data.redis.connect-timeout=2s",
              "spring.mail.port=" + MAIL.port(),
              "eureka.client.enabled=false",
              "coalmine.lifecycle.drain=0s",
              "coalmine.identity.issuer=" + TestIssuer.url(),
              "coalmine.mail.poll=100ms",
              "coalmine.mail.lease=5s",
              "coalmine.mail.longest-pause=1s",
              "coalmine.mail.stop-limit=1s",
              "coalmine.stream.per-customer=2")
          .applyTo(context);
    }
  }
}
