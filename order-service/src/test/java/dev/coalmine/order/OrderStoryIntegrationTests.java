package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.order.support.Books;
import dev.coalmine.order.support.FakePaymentEvents;
import dev.coalmine.order.support.FakePayments;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;
import tools.jackson.databind.JsonNode;

/** The lives of orders, from the outside. */
@OrderServiceTest(payment = PaymentAnswer.PENDING)
class OrderStoryIntegrationTests {

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;
  @Autowired KafkaOperations<String, byte[]> kafka;

  private Shop shop;
  private Books books;
  private FakePaymentEvents payment;

  @BeforeEach
  void setUp() {
    shop = new Shop(port);
    books = new Books(jdbc);
    payment = new FakePaymentEvents(kafka);
  }

  @Test
  void isPlacedPaidReturnedInPartAndCancelled() {
    var millet = shop.product(10);
    var wheat = shop.product(5);

    var placed = shop.place("ada", lines(line(millet, 3), line(wheat, 1)));
    var id = placed.json().path("id").asString();
    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.header("Location")).isEqualTo("/api/orders/" + id);
    assertThat(placed.json().path("status").asString()).isEqualTo("Pending");
    assertThat(placed.json().path("total").path("amount").asLong()).isEqualTo(1000);
    assertThat(placed.json().has("history")).isFalse();
    assertThat(books.stock(millet)).isEqualTo(new Books.Stock(7, 3, 0));

    payment.authorized(id, 4 * Shop.PRICE);
    shop.awaitStatus("ada", id, "Confirmed");
    assertThat(books.stock(millet)).isEqualTo(new Books.Stock(7, 0, 3));

    payment.captured(id);
    var returned = eventuallyReturned(id, lines(line(millet, 2)));
    assertThat(returned.path("amount").path("amount").asLong()).isEqualTo(500);
    assertThat(books.stock(millet)).isEqualTo(new Books.Stock(9, 0, 1));

    payment.refunded(id, returned.path("id").asString());
    await()
        .until(
            () -> "Refunded".equals(order(id).path("returns").path(0).path("status").asString()));

    var cancelling = shop.cancel("ada", id);
    assertThat(cancelling.status()).isEqualTo(202);
    assertThat(cancelling.json().path("status").asString()).isEqualTo("Cancelling");
    assertThat(order(id).path("status").asString()).isEqualTo("Cancelling");

    payment.refunded(id);
    var cancelled = shop.awaitStatus("ada", id, "Cancelled");
    assertThat(statuses(cancelled))
        .containsExactly("Pending", "Confirmed", "Cancelling", "Cancelled");
    assertThat(cancelled.path("reason").asString()).isEqualTo("customer");
    assertThat(books.stock(millet)).isEqualTo(new Books.Stock(10, 0, 0));
    assertThat(books.stock(wheat)).isEqualTo(new Books.Stock(5, 0, 0));
    books.balance();
  }

  @Test
  void isRejectedAndItsGoodsAreFreeAgain() {
    var sku = shop.product(1);
    var id = shop.placed("ada", lines(line(sku, 1)));

    payment.declined(id);

    var rejected = shop.awaitStatus("ada", id, "Rejected");
    assertThat(rejected.path("reason").asString()).isEqualTo("card_declined");
    assertThat(books.stock(sku)).isEqualTo(new Books.Stock(1, 0, 0));
    shop.cancel("ada", id).isProblem(409, "order-not-cancellable");
  }

  @Test
  void isCancelledWhenItsCaptureFails() {
    var sku = shop.product(1);
    var id = shop.placed("ada", lines(line(sku, 1)));

    payment.authorized(id, Shop.PRICE);
    payment.captureFailed(id);
    shop.awaitStatus("ada", id, "Cancelling");
    payment.voided(id);

    var cancelled = shop.awaitStatus("ada", id, "Cancelled");
    assertThat(cancelled.path("reason").asString()).isEqualTo("capture-failed");
    assertThat(books.stock(sku)).isEqualTo(new Books.Stock(1, 0, 0));
  }

  @Test
  void isCancelledBeforePaymentKnowsIt() {
    var sku = shop.product(1);
    var id = shop.placed("ada", lines(line(sku, 1)));

    shop.cancel("ada", id);
    payment.voided(id); // the tombstone's answer

    shop.awaitStatus("ada", id, "Cancelled");
    assertThat(books.stock(sku)).isEqualTo(new Books.Stock(1, 0, 0));
  }

  @Test
  void isConfirmedInTheSameAnswerWhenPaymentIsQuick() {
    FakePayments.answer(PaymentAnswer.AUTHORIZED);
    var sku = shop.product(2);

    var placed = shop.place("ada", lines(line(sku, 1)));
    assertThat(placed.json().path("status").asString()).isEqualTo("Confirmed");

    // the event says the same once more
    var id = placed.json().path("id").asString();
    payment.authorized(id, Shop.PRICE);
    payment.captured(id);
    eventuallyReturned(id, lines(line(sku, 1)));
    assertThat(statuses(order(id))).containsExactly("Pending", "Confirmed");
    assertThat(books.stock(sku)).isEqualTo(new Books.Stock(2, 0, 0));
  }

  @Test
  void isRejectedInTheSameAnswerWhenPaymentDeclines() {
    FakePayments.answer(PaymentAnswer.DECLINED);
    var sku = shop.product(2);

    var placed = shop.place("ada", lines(line(sku, 1))).json();

    assertThat(placed.path("status").asString()).isEqualTo("Rejected");
    assertThat(placed.path("reason").asString()).isEqualTo("insufficient_funds");
  }

  private JsonNode eventuallyReturned(String id, String lines) {
    return await()
        .until(
            () -> shop.giveBack("ada", "return of " + id, id, lines),
            answer -> answer.status() == 201)
        .json();
  }

  private JsonNode order(String id) {
    return shop.order("ada", id).json();
  }

  private static java.util.List<String> statuses(JsonNode order) {
    return StreamSupport.stream(order.path("history").spliterator(), false)
        .map(entry -> entry.path("status").asString())
        .toList();
  }
}
