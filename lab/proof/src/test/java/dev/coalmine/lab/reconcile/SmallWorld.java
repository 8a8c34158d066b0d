package dev.coalmine.lab.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidCreator;
import dev.coalmine.lab.acquirer.AcquirerSandbox;
import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.journal.Journal;
import dev.coalmine.lab.reconcile.Evidence.Sources;
import dev.coalmine.lab.servers.Database;
import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.lab.settled.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two orders and everything that is known of them, in the services' own schemas, real topics and
 * the acquirer's books: one was paid, the other rejected.
 */
final class SmallWorld implements AutoCloseable {

  static final String PAID = id();
  static final String REJECTED = id();
  static final String SKU = "S1";

  private static final String KEY = "sk_test";

  private final Database orders = TestServers.freshDatabase("orders");
  private final Database payments = TestServers.freshDatabase("payments");
  private final Database notifications = TestServers.freshDatabase("notifications");
  private final String orderTopic = "orders-" + UUID.randomUUID();
  private final String paymentTopic = "payments-" + UUID.randomUUID();
  private final Path folder;
  private final AcquirerSandbox acquirer;

  SmallWorld(Path folder) throws Exception {
    this.folder = folder;
    acquirer =
        AcquirerSandbox.start(
            new AcquirerSandbox.Settings(
                InetAddress.getLoopbackAddress(),
                0,
                folder.resolve("acquirer"),
                KEY,
                null,
                "whsec",
                Duration.ofDays(7)));
    migrate(orders, "order-service");
    migrate(payments, "payment-service");
    migrate(notifications, "notification-service");
    Files.createDirectories(folder.resolve("mail"));
    declareTopics();
  }

  private static String id() {
    return TsidCreator.getTsid().toString();
  }

  static long number(String id) {
    return Tsid.from(id).toLong();
  }

  /** Every book says the same. */
  static SmallWorld inOrder(Path folder) throws Exception {
    var world = new SmallWorld(folder);
    world.placeOrders();
    world.takeMoney();
    world.say(world.orderTopic, PAID, 1, "order.placed.v1");
    world.say(world.orderTopic, PAID, 2, "order.confirmed.v1");
    world.say(world.orderTopic, REJECTED, 1, "order.placed.v1");
    world.say(world.orderTopic, REJECTED, 2, "order.rejected.v1");
    world.say(world.paymentTopic, PAID, 1, "payment.authorized.v1");
    world.say(world.paymentTopic, PAID, 2, "payment.captured.v1");
    world.say(world.paymentTopic, REJECTED, 1, "payment.declined.v1");
    return world;
  }

  private void placeOrders() throws SQLException {
    sql(
        orders,
        """
        insert into product values ('S1', 'Grain', 1);
        insert into stock values ('S1', 8, 0, 2, 10);
        insert into orders (id, customer, status, captured, goods, amount, currency, sequence,
                            placed_at)
          values (%1$d, 'ann', 'Confirmed', true, 'sold', 1000, 'EUR', 2, now()),
                 (%2$d, 'ann', 'Rejected', false, 'none', 500, 'EUR', 2, now());
        insert into order_line values (%1$d, 1, 'S1', 'each', 2, 500), (%2$d, 1, 'S1', 'each', 1, 500);
        insert into stock_movement (sku, order_id, kind, quantity) values
          ('S1', null, 'received', 10), ('S1', %1$d, 'reserved', 2), ('S1', %1$d, 'sold', 2),
          ('S1', %2$d, 'reserved', 1), ('S1', %2$d, 'released', 1);
        insert into idempotency_key values ('ann', 'orders', 'kp', '', %1$d, now()),
                                           ('ann', 'orders', 'kr', '', %2$d, now());
        """
            .formatted(number(PAID), number(REJECTED)));
    try (var journal = Journal.open(folder.resolve("journal"))) {
      for (var placed : Map.of("kp", PAID, "kr", REJECTED).entrySet()) {
        var intent = Entry.place(placed.getKey(), "ann");
        journal.write(List.of(intent, intent.answered(placed.getValue(), 201)));
      }
    }
  }

  private void takeMoney() throws Exception {
    var intent = capture(PAID, 1000);
    long fee = 1000 - AcquirerBooks.read(acquirer.uri(), KEY).balance();
    sql(
        payments,
        """
        insert into payment (id, order_id, customer, amount, currency, state, intent, sequence)
          values (1, '%1$s', 'ann', 1000, 'EUR', 'Captured', '%3$s', 2),
                 (2, '%2$s', 'ann', 500, 'EUR', 'Declined', null, 1);
        insert into ledger_transaction values (1, 1, 'Capture', 'txn');
        insert into ledger_entry values (1, 'AcquirerBalance', 1000 - %4$d, 'EUR'),
          (1, 'AcquirerFees', %4$d, 'EUR'), (1, 'Sales', -1000, 'EUR');
        """
            .formatted(PAID, REJECTED, intent, fee));
  }

  /** Asks the acquirer for it; the intent. */
  String capture(String order, long amount) throws IOException, InterruptedException {
    var intent =
        ask(
            "/v1/payment_intents",
            "amount=%d&currency=eur&capture_method=manual&payment_method=pm_card_visa"
                    .formatted(amount)
                + "&metadata[coalmine_order]="
                + order);
    ask("/v1/payment_intents/" + intent + "/confirm", "payment_method=pm_card_visa");
    return ask("/v1/payment_intents/" + intent + "/capture", "");
  }

  private String ask(String path, String form) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(acquirer.uri().resolve(path))
              .header("Authorization", "Bearer " + KEY)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.body());
      }
      return JsonMapper.builder().build().readTree(answer.body()).path("id").asString();
    }
  }

  /** Publishes an event, and every consumer applies and tells it. */
  private void say(String topic, String order, long sequence, String type) throws Exception {
    var event = publish(topic, order, sequence, type);
    if (topic.equals(orderTopic)) {
      applied(payments, "orders.events", order, sequence);
      applied(notifications, "orders.events", order, sequence);
    } else {
      applied(orders, "payments.events", order, sequence);
      applied(notifications, "payments.events", order, sequence);
    }
    for (var channel : List.of("stream", "mail")) {
      tell(event, type, channel, order);
    }
  }

  String publish(String topic, String order, long sequence, String type) throws Exception {
    return publish(topic, order, sequence, type, Instant.now());
  }

  String publish(String topic, String order, long sequence, String type, Instant at)
      throws Exception {
    var event = id();
    var record = new ProducerRecord<>(topic, order, "{}");
    Map.of(
            "ce_id",
            event,
            "ce_type",
            type,
            "ce_sequence",
            String.valueOf(sequence),
            "ce_time",
            at.toString())
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(record).get();
    }
    return event;
  }

  private static void applied(Database database, String topic, String order, long sequence)
      throws SQLException {
    sql(
        database,
        """
        insert into inbox values ('%s', '%s', %d)
        on conflict (topic, key) do update set last_sequence = excluded.last_sequence
        """
            .formatted(topic, order, sequence));
  }

  private void tell(String event, String type, String channel, String order) throws Exception {
    var id = TsidCreator.getTsid();
    sql(
        notifications,
        """
        insert into notification (id, event_id, channel, template, order_id, details, status)
        select %d, '%s', channel, template, '%s', '{}', 'Sent' from notification_rule
        where event_type = '%s' and channel = '%s'
        """
            .formatted(id.toLong(), event, order, type, channel));
    if (channel.equals("mail")) {
      Files.writeString(
          folder.resolve("mail/%s.eml".formatted(Long.toString(id.toLong() >>> 20, 36))),
          "Message-ID: <%s@coalmine.test>\r\n\r\nHello.\r\n".formatted(id));
    }
  }

  String orderTopic() {
    return orderTopic;
  }

  Database orders() {
    return orders;
  }

  Database payments() {
    return payments;
  }

  Database notifications() {
    return notifications;
  }

  List<Finding> findings() throws InterruptedException {
    return findings(Duration.ofMinutes(2));
  }

  List<Finding> findings(Duration settleWithin) throws InterruptedException {
    try (var stores = Stores.of(orders, payments, notifications)) {
      var sources =
          new Sources(
              stores,
              TestServers.kafka(),
              orderTopic,
              paymentTopic,
              acquirer.uri(),
              KEY,
              folder.resolve("journal"),
              folder.resolve("mail").toUri());
      return Reconciliation.findings(Evidence.read(sources), settleWithin);
    }
  }

  static void sql(Database database, String statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private static void migrate(Database database, String service) throws Exception {
    for (var scripts :
        List.of(
            "platform-starter/service/src/main/resources/db/platform",
            service + "/src/main/resources/db/migration")) {
      try (var files = Files.list(Path.of("../..").resolve(scripts))) {
        for (var script : files.sorted().toList()) {
          sql(database, Files.readString(script));
        }
      }
    }
  }

  private void declareTopics() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(orderTopic, 2, (short) 1), new NewTopic(paymentTopic, 2, (short) 1)))
          .all()
          .get();
    }
  }

  @Override
  public void close() throws IOException {
    acquirer.close();
  }
}
