package dev.coalmine.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import dev.coalmine.lab.acquirer.AcquirerSandbox;
import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;

/**
 * The service on a real database, broker and acquirer; orders speak to it as order-service does.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = PaymentServiceTest.Servers.class)
public abstract class PaymentServiceTest {

  protected static final String WEBHOOK_SECRET = "whsec_test";
  protected static final AcquirerSandbox ACQUIRER = acquirer();
  protected static final StripeClient STRIPE =
      StripeClient.builder()
          .setApiKey("sk_test")
          .setApiBase(ACQUIRER.uri().toString())
          .setMaxNetworkRetries(0)
          .build();

  @Autowired protected JdbcClient jdbc;
  @Autowired private KafkaTemplate<String, byte[]> kafka;

  protected final String order = Ids.text(Ids.next());
  private long sequence;

  @AfterEach
  void acquirerBehaves() {
    ACQUIRER.behaveAgain();
  }

  private static AcquirerSandbox acquirer() {
    try {
      // no webhooks: the poller must do without them
      return AcquirerSandbox.start(
          new AcquirerSandbox.Settings(
              InetAddress.getLoopbackAddress(),
              0,
              Files.createTempDirectory("acquirer"),
              "sk_test",
              null,
              WEBHOOK_SECRET,
              Duration.ofDays(7)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected void placed(long amount) {
    publish(
        "order.placed.v1",
        """
        {"orderId":"%s","customer":"alice","total":{"amount":%d,"currency":"EUR"},"lines":[]}
        """
            .formatted(order, amount));
  }

  protected void confirmed() {
    publish("order.confirmed.v1", "{\"orderId\":\"%s\"}".formatted(order));
  }

  protected void cancellationRequested() {
    publish(
        "order.cancellation-requested.v1",
        "{\"orderId\":\"%s\",\"reason\":\"customer\"}".formatted(order));
  }

  protected void returned(String returnId, long amount) {
    publish(
        "order.lines-returned.v1",
        """
        {"orderId":"%s","returnId":"%s","amount":{"amount":%d,"currency":"EUR"},"lines":[]}
        """
            .formatted(order, returnId, amount));
  }

  protected void publish(String type, String data) {
    publish(type, data, ++sequence);
  }

  protected void publish(String type, String data, long number) {
    sequence = Math.max(sequence, number);
    var event =
        new Event(
            Ids.text(Ids.next()),
            "/order-service",
            type,
            order,
            number,
            Instant.now(),
            data.getBytes(UTF_8),
            null);
    kafka.send(EventHeaders.toRecord("orders.events", event)).join();
  }

  protected void eventually(String state) {
    await().atMost(Duration.ofSeconds(30)).until(() -> state.equals(state()));
  }

  protected String state() {
    return jdbc.sql("select state from payment where order_id = ?")
        .params(order)
        .query(String.class)
        .optional()
        .orElse("none");
  }

  protected String intent() {
    return jdbc.sql("select intent from payment where order_id = ?")
        .params(order)
        .query(String.class)
        .single();
  }

  /** What was said of the order, in the order of saying. */
  protected List<String> said() {
    return jdbc.sql("select type from outbox where key = ? order by sequence")
        .params(order)
        .query(String.class)
        .list();
  }

  /** What the ledger has on an account for this order, in minor units. */
  protected long booked(String account) {
    return jdbc.sql(
            """
            select coalesce(sum(e.amount), 0) from ledger_entry e
            join ledger_transaction t on t.id = e.transaction_id
            join payment p on p.id = t.payment_id where p.order_id = ? and e.account = ?
            """)
        .params(order, account)
        .query(Long.class)
        .single();
  }

  static class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var database = TestServers.freshDatabase("payments");
      TestPropertyValues.of(
              "spring.datasource.url=" + database.url(),
              "spring.datasource.username=" + database.username(),
              "spring.datasource.password=" + database.password(),
              "spring.kafka.bootstrap-servers=" + TestServers.kafka(),
              "eureka.client.enabled=false",
              "coalmine.lifecycle.drain=0s",
              "coalmine.grpc.port=0",
              "coalmine.payment-processing.lease=2s",
              "coalmine.payment-processing.poll=100ms",
              "coalmine.payment-processing.first-pause=100ms",
              "coalmine.payment-processing.longest-pause=500ms",
              "coalmine.acquirer.url=" + ACQUIRER.uri(),
              "coalmine.acquirer.api-key=sk_test",
              "coalmine.acquirer.webhook-secret=" + WEBHOOK_SECRET,
              "coalmine.acquirer.read-limit=1s")
          .applyTo(context);
    }
  }
}
