package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.order.idempotency.Fingerprint;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.order.support.Books;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

@OrderServiceTest(payment = PaymentAnswer.PENDING)
class IdempotencyIntegrationTests {

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;
  @Autowired Keys keys;
  @Autowired Transactions transactions;

  private final String key = UUID.randomUUID().toString();
  private Shop shop;
  private String sku;

  @BeforeEach
  void setUp() {
    shop = new Shop(port);
    sku = shop.product(100);
  }

  @Test
  void answersARepeatWithTheSameOrder() {
    var first = shop.place("cleo", key, lines(line(sku, 1)));
    var repeat = shop.place("cleo", key, "[ " + line(sku, 1) + " ]"); // written otherwise

    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(repeat.header("Location")).isEqualTo(first.header("Location"));
    assertThat(repeat.json()).isEqualTo(first.json());
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(new Books(jdbc).stock(sku).reserved()).isEqualTo(1);
  }

  @Test
  void refusesTheKeyForAnotherBasket() {
    shop.place("cleo", key, lines(line(sku, 1)));

    shop.place("cleo", key, lines(line(sku, 2))).isProblem(422, "idempotency-key-reused");
  }

  @Test
  void keepsTheKeysOfCustomersApart() {
    var cleos = shop.place("cleo", key, lines(line(sku, 1)));
    var dans = shop.place("dan", key, lines(line(sku, 1)));

    assertThat(dans.header("Location")).isNotEqualTo(cleos.header("Location"));
  }

  @Test
  void makesOneOrderOfTenClientsWithOneKey() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var requests =
          IntStream.range(0, 10)
              .mapToObj(
                  _ -> (Callable<Shop.Answer>) () -> shop.place("cleo", key, lines(line(sku, 1))))
              .toList();

      var answers = clients.invokeAll(requests);

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.get().status()).isEqualTo(201))
          .extracting(answer -> answer.get().header("Location"))
          .containsOnly(answers.getFirst().get().header("Location"));
    }
    assertThat(new Books(jdbc).stock(sku).reserved()).isEqualTo(1);
  }

  @Test
  void letsATwinWaitTwoSecondsAndNoLonger() {
    transactions.run(
        work -> {
          keys.claim(new Key("cleo", "orders", key), Fingerprint.of(List.of("slow")), 1);
          var twin = shop.place("cleo", key, lines(line(sku, 1)));
          twin.isProblem(409, "idempotency-key-in-use");
          assertThat(twin.header("Retry-After")).isEqualTo("1");
          return work.rollback(null);
        });

    assertThat(shop.place("cleo", key, lines(line(sku, 1))).status()).isEqualTo(201);
  }

  @Test
  void forgetsTheKeyOfARefusedRequest() {
    shop.place("cleo", key, lines(line(sku, 101))).isProblem(409, "out-of-stock");
    shop.put(sku, 101);

    assertThat(shop.place("cleo", key, lines(line(sku, 101))).status()).isEqualTo(201);
  }

  @Test
  void forgetsKeysThatAreOldEnough() {
    shop.place("cleo", key, lines(line(sku, 1)));

    assertThat(keys.forgetBefore(Instant.now().minusSeconds(3600), 10)).isZero();
    assertThat(keys.forgetBefore(Instant.now(), 100_000)).isPositive();
  }
}
