package dev.coalmine.order;

import static dev.coalmine.order.support.Shop.line;
import static dev.coalmine.order.support.Shop.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.order.support.Books;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import dev.coalmine.order.support.OrderServiceTest;
import dev.coalmine.order.support.Shop;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

@OrderServiceTest(payment = PaymentAnswer.AUTHORIZED)
class StockIntegrationTests {

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;
  @Autowired MeterRegistry meters;

  private Shop shop;
  private Books books;

  @BeforeEach
  void setUp() {
    shop = new Shop(port);
    books = new Books(jdbc);
  }

  @Test
  void sellsTheLastFiftyPiecesOfAProductToFiftyOfTwoHundred() throws Exception {
    var sku = shop.product(50);

    var statuses = all(200, client -> persistently("c" + client, lines(line(sku, 1))));

    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(50);
    assertThat(statuses.stream().filter(status -> status == 409)).hasSize(150);
    assertThat(books.stock(sku).onHand()).isZero();
    books.balance();
    assertThat(meters.counter("transactions.conflicts").count()).isZero();
  }

  @Test
  void servesOverlappingBasketsWithoutADeadlock() throws Exception {
    // payment authorizes, so half of the transactions sell what the others reserve
    var skus = Stream.generate(() -> shop.product(100_000)).limit(120).toList();

    var statuses =
        all(
            32,
            client -> {
              var random = new Random(client);
              var worst = 0;
              for (int order = 0; order < 5; order++) {
                var customer = "d%d-%d".formatted(client, order);
                worst = Math.max(worst, persistently(customer, basket(skus, random)));
              }
              return worst;
            });

    assertThat(statuses).containsOnly(201);
    assertThat(skus).extracting(sku -> total(books.stock(sku))).containsOnly(100_000L);
    assertThat(skus.stream().mapToLong(sku -> 100_000 - books.stock(sku).onHand()).sum())
        .isEqualTo(32 * 5 * 100);
    books.balance();
    assertThat(meters.counter("transactions.conflicts").count()).isZero();
  }

  @Test
  void acceptsAnOrderOfTenThousandLines() {
    var offers =
        IntStream.range(0, 100)
            .mapToObj(
                n -> "{\"id\":\"o%d\",\"price\":{\"amount\":1,\"currency\":\"EUR\"}}".formatted(n))
            .collect(Collectors.joining(","));
    var skus = IntStream.range(0, 100).mapToObj(n -> "L" + n).toList();
    skus.forEach(
        sku ->
            shop.put(
                sku,
                "{\"name\":\"Many\",\"stock\":{\"received\":1000},\"offers\":[" + offers + "]}"));
    var lines = new ArrayList<String>();
    for (var sku : skus) {
      IntStream.range(0, 100)
          .forEach(
              n ->
                  lines.add("{\"sku\":\"%s\",\"offer\":\"o%d\",\"quantity\":1}".formatted(sku, n)));
    }
    assertThat(lines).hasSize(10_000);

    var id = shop.placed("whale", lines(lines.toArray(String[]::new)));

    var order = shop.order("whale", id).json();
    assertThat(order.path("lines")).hasSize(10_000);
    assertThat(order.path("status").asString()).isEqualTo("Confirmed");
    assertThat(books.stock("L7")).isEqualTo(new Books.Stock(900, 0, 100));
  }

  @Test
  void countsGoodsIn() {
    var sku = shop.product(3);
    shop.placed("ada", lines(line(sku, 2)));

    var answer = shop.put(sku, 10);

    assertThat(answer.json().path("available").asLong()).isEqualTo(8);
    assertThat(answer.json().path("version").asLong()).isEqualTo(2);
    assertThat(shop.put(sku, 10).json().path("version").asLong()).isEqualTo(2); // nothing new
    books.balance();
  }

  /** As a real client does: while the service is too busy, the same again under the same key. */
  private int persistently(String customer, String lines) {
    int status;
    do {
      status = shop.place(customer, "the one of " + customer, lines).status();
    } while (status == 503);
    return status;
  }

  private static long total(Books.Stock stock) {
    return stock.onHand() + stock.reserved() + stock.sold();
  }

  /** A hundred lines in an order of their own. */
  private static String basket(List<String> skus, Random random) {
    var mine = new ArrayList<>(skus);
    Collections.shuffle(mine, random);
    return lines(mine.stream().limit(100).map(sku -> line(sku, 1)).toArray(String[]::new));
  }

  private interface Client {
    int run(int number);
  }

  private static List<Integer> all(int clients, Client client) throws Exception {
    try (var threads = Executors.newFixedThreadPool(Math.min(clients, 64))) {
      var tasks =
          IntStream.range(0, clients)
              .mapToObj(number -> (Callable<Integer>) () -> client.run(number))
              .toList();
      var results = new ArrayList<Integer>();
      for (var result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
