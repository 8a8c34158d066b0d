package dev.coalmine.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopTests {

  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
  private HttpServer gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          try (exchange) {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            var answer = answers.removeFirst().split(" ", 2);
            if (answer[0].equals("0")) {
              return; // closed without an answer
            }
            exchange.sendResponseHeaders(Integer.parseInt(answer[0]), 0);
            exchange.getResponseBody().write(answer[1].getBytes());
          }
        });
    gateway.start();
  }

  @AfterEach
  void close() {
    gateway.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "503 {}, 503",
    "500 {}, 500",
    "502 {cut off, 502",
    "0 nothing, connection broken",
    "429 {}, 429",
    "409 {\"type\":\"x/idempotency-key-in-use\"}, 409 idempotency-key-in-use"
  })
  void asksAgainUnderTheSameKeyWhatMayPass(String first, String reason)
      throws InterruptedException {
    answers.addAll(List.of(first, "201 {\"id\":\"O1\"}"));

    var reply = order(gateway());

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.inVain()).containsExactly(reason);
    assertThat(keys).containsExactly("k", "k");
  }

  @ParameterizedTest
  @CsvSource({"400 {}", "401 {}", "409 {\"type\":\"x/out-of-stock\"}", "422 {}"})
  void takesAnAnswerForAnAnswer(String answer) throws InterruptedException {
    answers.add(answer);

    assertThat(order(gateway()).attempts()).isEqualTo(1);
  }

  @Test
  void goesToTheNextGatewayWhenOneIsGone() throws InterruptedException {
    answers.add("201 {}");
    var gone = URI.create("http://127.0.0.1:1");

    var reply = order(gone, gateway());

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.inVain()).containsExactly("no connection");
  }

  @Test
  void givesUpWhenItsPatienceEnds() throws InterruptedException {
    var gone = URI.create("http://127.0.0.1:1");

    var reply = order(Duration.ofMillis(200), gone);

    assertThat(reply.status()).isZero();
    assertThat(reply.reason()).isEqualTo("no connection");
  }

  private URI gateway() {
    return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
  }

  private static Reply order(URI... gateways) throws InterruptedException {
    return order(Duration.ofMinutes(1), gateways);
  }

  private static Reply order(Duration patience, URI... gateways) throws InterruptedException {
    try (var shop = new Shop(List.of(gateways), patience)) {
      return shop.post("/api/orders", "token", "k", "{}");
    }
  }
}
