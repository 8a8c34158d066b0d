package dev.coalmine.order.payment;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.order.support.FakePaymentEvents;
import dev.coalmine.order.support.FakePayments;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaOperations;

/** An order is accepted however payment answers the call, and its event does the same work. */
@OrderServiceTest(payment = PaymentAnswer.AUTHORIZED)
class SynchronousAuthorizationIntegrationTests {

  @LocalServerPort int port;
  @Autowired KafkaOperations<String, byte[]> kafka;

  private Shop shop;
  private String sku;

  @BeforeEach
  void setUp() {
    shop = new Shop(port);
    sku = shop.product(1000);
  }

  @AfterEach
  void paymentIsBack() {
    FakePayments.answer(PaymentAnswer.AUTHORIZED);
    await().until(() -> status(shop.place("fay", lines(line(sku, 1)))).equals("Confirmed"));
  }

  @Test
  void waitsForAnAnswerUntilTheDeadlineOnly() {
    FakePayments.answer(PaymentAnswer.NOTHING);

    var placed = shop.place("fay", lines(line(sku, 1)));

    assertThat(placed.status()).isEqualTo(201);
    assertThat(status(placed)).isEqualTo("Pending");
    var id = placed.json().path("id").asString();
    new FakePaymentEvents(kafka).authorized(id, Shop.PRICE);
    shop.awaitStatus("fay", id, "Confirmed");
  }

  @Test
  void leavesAFailingPaymentAlone() {
    FakePayments.answer(PaymentAnswer.ERROR);
    int before = FakePayments.calls();

    for (int order = 0; order < 80; order++) {
      assertThat(status(shop.place("fay", lines(line(sku, 1))))).isEqualTo("Pending");
    }

    assertThat(FakePayments.calls() - before).isLessThan(80);
  }

  private static String status(Shop.Answer answer) {
    return answer.json().path("status").asString();
  }
}
