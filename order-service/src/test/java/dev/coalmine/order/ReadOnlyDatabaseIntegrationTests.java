package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.order.support.FakePaymentEvents;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaOperations;

/** A fail-over leaves the database read-only for a while: nothing is lost, nothing stands still. */
@OrderServiceTest(payment = PaymentAnswer.PENDING)
class ReadOnlyDatabaseIntegrationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @LocalServerPort int port;
  @Autowired KafkaOperations<String, byte[]> kafka;
  @Autowired MeterRegistry meters;

  @AfterEach
  void mend() {
    TestServers.setReadOnly(false);
  }

  @Test
  void ordersAndEventsWaitUntilItIsOver() {
    var shop = new Shop(port);
    var basket = lines(line(shop.product(1000), 1));
    var placed = shop.placed("fay", basket);
    double deadLetters = count("dead.letters");
    double retries = count("inbox.retries");
    TestServers.setReadOnly(true);

    var key = UUID.randomUUID().toString();
    var refused = shop.place("fay", key, basket);
    refused.isProblem(503, "temporarily-unavailable");
    assertThat(refused.header("Retry-After")).isEqualTo("2");
    shop.cancel("fay", placed).isProblem(503, "temporarily-unavailable");
    assertThat(shop.order("fay", placed).status()).isEqualTo(200);
    new FakePaymentEvents(kafka).authorized(placed, Shop.PRICE);
    await().atMost(PATIENCE).until(() -> count("inbox.retries") >= retries + 2);

    TestServers.setReadOnly(false);

    shop.awaitStatus("fay", placed, "Confirmed");
    assertThat(count("dead.letters")).isEqualTo(deadLetters);
    assertThat(shop.place("fay", key, basket).status()).isEqualTo(201);
  }

  private double count(String counter) {
    return meters.counter(counter, "topic", "payments.events").count();
  }
}
