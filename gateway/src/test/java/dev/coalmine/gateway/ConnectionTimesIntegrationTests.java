package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.RawConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;

/**
 * How long a client may keep the gateway waiting. Each connection that is ended here would be open
 * for longer than a test waits, without the limit that ends it: the idle timeout is 75 s.
 */
@TestPropertySource(
    properties = {
      "coalmine.connections.head-time=500ms",
      "coalmine.connections.unread=1s",
      "coalmine.connections.max-age=2s",
      "coalmine.connections.send-buffer=16KB",
      "coalmine.body.pause=500ms",
      "coalmine.body.time=1500ms"
    })
class ConnectionTimesIntegrationTests extends GatewayTest {

  private static final String HEAD = "GET /api/products HTTP/1.1\r\nHost: here\r\n";
  private static final String EVENT = "data: " + "x".repeat(100) + "\n\n";

  @Autowired MeterRegistry meters;

  @Test
  void aHeadThatTricklesIsRefused() throws Exception {
    try (var client = new RawConnection(port)) {
      client.send(HEAD);
      client.trickle("X", 50);

      assertThat(client.rest())
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("\r\nConnection: close\r\n")
          .contains("problems/head-too-slow", "traceId");
    }
    assertThat(cut("head")).isPositive();
  }

  @Test
  void aHeadThatStopsIsRefused() throws Exception {
    try (var client = new RawConnection(port)) {
      client.send("G");

      assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aSecondHeadThatTricklesIsRefused() throws Exception {
    try (var client = new RawConnection(port)) {
      assertThat(client.get("/api/products")).startsWith("http/1.1 200");
      client.send(HEAD);
      client.trickle("X", 50);

      assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aConnectionOnWhichNothingIsSentEndsWithoutAnAnswer() throws Exception {
    try (var client = new RawConnection(port)) {
      assertThat(client.rest()).isEmpty();
    }
    assertThat(cut("unused")).isPositive();
  }

  /** The gateway may not read while it answers, so the client has not been slow. */
  @Test
  void aHeadThatBeginsBehindARequestWaitsForItsAnswer() throws Exception {
    orders1.behaves(
        (_, response) -> response.sendString(Flux.just("{}").delaySubscription(second())));
    orders2.behaves(
        (_, response) -> response.sendString(Flux.just("{}").delaySubscription(second())));
    try (var client = new RawConnection(port)) {
      client.send(rawOrder("Content-Length: 2\r\n\r\n{}"));
      await().until(() -> askedOfOrders() == 1);
      client.send(HEAD);

      assertThat(client.answer()).startsWith("http/1.1 200");
      client.send("Connection: close\r\n\r\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 200");
    }
  }

  private static Duration second() {
    return Duration.ofSeconds(1);
  }

  @Test
  void aBodyThatTricklesIsRefused() throws Exception {
    try (var client = new RawConnection(port)) {
      client.send(rawOrder("Content-Length: 100000\r\n\r\n"));
      client.trickle(" ", 50);

      assertThat(client.rest()).startsWith("HTTP/1.1 408 ").contains("problems/body-too-slow");
    }
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void aBodyThatIsOwedBehindARefusalEndsItsConnection() throws Exception {
    for (var path : new String[] {"POST /api/orders", "DELETE /api/orders", "POST /nowhere"}) {
      for (var framing : new String[] {"Content-Length: 9\r\n", "Transfer-Encoding: chunked\r\n"}) {
        try (var client = new RawConnection(port)) {
          client.send(path + " HTTP/1.1\r\nHost: here\r\n" + framing + "\r\n");

          assertThat(client.rest()).as(path).startsWith("HTTP/1.1 4");
        }
      }
    }
  }

  @Test
  void aBodyThatTricklesBehindARefusalEndsItsConnection() throws Exception {
    try (var client = new RawConnection(port)) {
      client.send(withoutToken(100_000));
      assertThat(client.answer()).startsWith("http/1.1 401");
      client.trickle(" ", 50);

      awaitEnd(client);
    }
  }

  @Test
  void aBodyThatArrivesBehindARefusalKeepsItsConnection() throws Exception {
    try (var client = new RawConnection(port)) {
      client.send(withoutToken(9));
      assertThat(client.answer()).startsWith("http/1.1 401");
      client.send("123456789");

      assertThat(client.get("/api/products")).startsWith("http/1.1 200");
    }
  }

  @Test
  void aReaderThatTakesNothingIsCutOff() throws Exception {
    var left = new AtomicBoolean();
    notifications.behaves(
        (_, response) ->
            response
                .sse()
                .sendString(
                    Flux.range(0, Integer.MAX_VALUE)
                        .map(_ -> EVENT)
                        .doOnCancel(() -> left.set(true)),
                    StandardCharsets.US_ASCII));
    try (var client = new RawConnection(port)) {
      client.send(stream());

      await().until(() -> cut("unread") > 0);
      await("the service is told").untilTrue(left);
      assertThatIOException().isThrownBy(client::rest);
    }
  }

  @Test
  void aStreamWithHeartbeatsOutlastsEveryLimitOfAConnection() throws Exception {
    notifications.behaves(
        (_, response) ->
            response
                .sse()
                .sendString(
                    Flux.interval(Duration.ofMillis(100)).map(_ -> EVENT),
                    StandardCharsets.US_ASCII));
    try (var client = new RawConnection(port)) {
      client.send(stream());

      assertThat(client.take(40 * EVENT.length())).isEqualTo(40 * EVENT.length());
    }
  }

  @Test
  void anOldConnectionEndsWithAnAnswerThatSaysSo() throws Exception {
    try (var client = new RawConnection(port)) {
      await().until(() -> client.get("/api/products").contains("\r\nconnection: close\r\n"));

      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void aClientThatHasSaidEverythingIsAnswered() throws Exception {
    for (var delay : new Duration[] {Duration.ZERO, Duration.ofMillis(300)}) {
      everyoneIsWell();
      for (var orders : new Backend[] {orders1, orders2}) {
        orders.behaves(
            (_, response) -> response.sendString(Flux.just("{}").delaySubscription(delay)));
      }
      try (var client = new RawConnection(port)) {
        client.send(rawOrder("Content-Length: 2\r\n\r\n{}"));
        client.endOutput();

        assertThat(client.rest()).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 ");
      }
      assertThat(askedOfOrders()).isEqualTo(1);
    }
  }

  @Test
  void aReaderOfAStreamThatEndsItsDirectionHasLeft() throws Exception {
    notifications.behaves(Backend::oneEvent);
    try (var client = new RawConnection(port)) {
      client.send(stream());
      await().until(() -> notifications.asked.size() == 1);
      client.endOutput();

      client.rest();
    }
  }

  @Test
  void moreRequestsThanMayWaitEndTheConnection() throws Exception {
    notifications.behaves(Backend::oneEvent);
    try (var client = new RawConnection(port)) {
      client.send(stream() + (HEAD + "\r\n").repeat(101));

      await().until(() -> cut("pipelined") > 0);
      awaitEnd(client);
    }
  }

  /** With its end, or with a reset when the client has sent more than was read. */
  private static void awaitEnd(RawConnection client) {
    try {
      client.rest();
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private double cut(String reason) {
    return meters.counter("gateway.connections.cut", "reason", reason).count();
  }

  private static String rawOrder(String framingAndBody) {
    return """
    POST /api/orders HTTP/1.1\r
    Host: here\r
    Authorization: Bearer %s\r
    Idempotency-Key: k-1\r
    Content-Type: application/json\r
    """
            .formatted(issuer.token("ann", Issuer.SHOPPER))
        + framingAndBody;
  }

  private static String withoutToken(int length) {
    return """
    POST /api/orders HTTP/1.1\r
    Host: here\r
    Idempotency-Key: k-1\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    """
        .formatted(length);
  }

  private static String stream() {
    return """
    GET /api/notifications/stream HTTP/1.1\r
    Host: here\r
    Authorization: Bearer %s\r
    \r
    """
        .formatted(issuer.token("ann", Issuer.SHOPPER));
  }
}
