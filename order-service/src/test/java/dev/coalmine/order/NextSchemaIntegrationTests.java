package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.issuer.TestIssuer;
import dev.coalmine.lab.servers.NextSchema;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.Orders;
import dev.coalmine.order.support.Books;
import dev.coalmine.order.support.FakePaymentEvents;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import dev.coalmine.order.support.Shop.Answer;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;
import tools.jackson.databind.JsonNode;

/** While the next version is rolled out, this one works on its schema and hears its events. */
@OrderServiceTest(payment = PaymentAnswer.PENDING)
@ExtendWith(OutputCaptureExtension.class)
class NextSchemaIntegrationTests {

  @LocalServerPort int port;
  @Autowired DataSource database;
  @Autowired JdbcTemplate jdbc;
  @Autowired KafkaOperations<String, byte[]> kafka;
  @Autowired Transactions transactions;
  @Autowired Orders orders;

  private Shop shop;
  private Books books;
  private FakePaymentEvents payment;

  @BeforeEach
  void setUp() {
    shop = new Shop(port);
    books = new Books(jdbc);
    payment = FakePaymentEvents.ofTheNextVersion(kafka);
  }

  @Test
  void livesOnTheSchemaOfTheNextVersion(CapturedOutput output) throws Exception {
    for (int round = 0; round < 3; round++) { // until the server keeps the statements' plans
      atOnce(() -> returnAndCancel(buy()));
    }
    var underWay = new ConcurrentLinkedQueue<Bought>();
    atOnce(() -> underWay.add(buy()));

    try (var _ = new NextSchema(database)) {
      atOnce(() -> returnAndCancel(underWay.remove()));
      atOnce(() -> returnAndCancel(buy()));
    }

    // nor did it fail where nobody waits for an answer, and the next attempt puts it right
    assertThat(output.toString().lines().filter(line -> line.contains("cached plan"))).isEmpty();
  }

  private static void atOnce(Runnable life) throws Exception {
    try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var lived : customers.invokeAll(nCopies(8, Executors.callable(life)))) {
        lived.get();
      }
    }
  }

  private record Bought(String sku, String id) {}

  private Bought buy() {
    var sku = shop.product(10);
    var id = shop.placed("ada", lines(line(sku, 3)));
    payment.authorized(id, 3 * Shop.PRICE);
    eventually(() -> order(id).path("status").asString().equals("Confirmed"));
    payment.captured(id);
    eventually(() -> isCaptured(id));
    return new Bought(sku, id);
  }

  private void returnAndCancel(Bought bought) {
    var sku = bought.sku();
    var id = bought.id();
    var returned = answered(201, shop.giveBack("ada", "return of " + id, id, lines(line(sku, 1))));
    payment.refunded(id, returned.path("id").asString());
    eventually(() -> order(id).at("/returns/0/status").asString().equals("Refunded"));
    answered(202, shop.cancel("ada", id));
    payment.refunded(id);
    eventually(() -> order(id).path("status").asString().equals("Cancelled"));
    eventually(() -> unpublished(id) == 0);

    assertThat(order(id).path("history")).hasSize(4);
    assertThat(books.stock(sku)).isEqualTo(new Books.Stock(10, 0, 0));
    answered(200, shop.get("/api/orders", TestIssuer.customer("ada")));
    answered(200, shop.get("/api/products?q=" + sku, null));
    answered(200, shop.get("/api/products/" + sku, null));
    List<Order> late = transactions.run(_ -> orders.lockPendingSince(Instant.EPOCH, 1));
    assertThat(late).isEmpty();
  }

  private JsonNode order(String id) {
    return answered(200, shop.order("ada", id));
  }

  private static JsonNode answered(int status, Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer.json();
  }

  private boolean isCaptured(String id) {
    return jdbc.queryForObject(
        "select captured from orders where id = ?", Boolean.class, Ids.parse(id));
  }

  private long unpublished(String id) {
    return jdbc.queryForObject(
        "select count(*) from outbox where key = ? and published_at is null", Long.class, id);
  }

  private static void eventually(Callable<Boolean> holds) {
    await().atMost(Duration.ofSeconds(30)).until(holds);
  }
}
