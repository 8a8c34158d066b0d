package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.order.orders.ExpireOrders;
import dev.coalmine.order.orders.OrderEvents;
import dev.coalmine.order.orders.Orders;
import dev.coalmine.order.support.FakePaymentEvents;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaOperations;

@OrderServiceTest(payment = PaymentAnswer.PENDING)
class ExpiryIntegrationTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @LocalServerPort int port;
  @Autowired Transactions transactions;
  @Autowired Orders orders;
  @Autowired OrderEvents events;
  @Autowired Clock clock;
  @Autowired KafkaOperations<String, byte[]> kafka;

  @Test
  void cancelsEachLateOrderOnceHoweverManyReplicasLook() throws Exception {
    var shop = new Shop(port);
    var sku = shop.product(150);
    var late = Stream.generate(() -> shop.placed("gus", lines(line(sku, 1)))).limit(150).toList();

    expireIn(Duration.ZERO); // not yet
    assertThat(shop.order("gus", late.getFirst()).json().path("status").asString())
        .isEqualTo("Pending");
    expireIn(LIMIT.plusSeconds(1));

    for (var id : late) {
      var order = shop.awaitStatus("gus", id, "Cancelling");
      assertThat(order.path("reason").asString()).isEqualTo("expired");
      assertThat(order.path("history")).hasSize(2);
    }
    new FakePaymentEvents(kafka).voided(late.getFirst());
    shop.awaitStatus("gus", late.getFirst(), "Cancelled");
  }

  private void expireIn(Duration time) throws InterruptedException {
    var then = Clock.offset(clock, time);
    Callable<Integer> replica =
        () -> new ExpireOrders(transactions, orders, events, then, LIMIT).expire();
    try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      replicas
          .invokeAll(List.of(replica, replica, replica))
          .forEach(ran -> assertThat(ran.state().name()).isEqualTo("SUCCESS"));
    }
  }
}
