package dev.coalmine.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/**
 * A body that is broken or never ends must not reach a service as a complete one. The pause is
 * longer than a busy machine makes between two packets.
 */
@TestPropertySource(properties = "coalmine.body.pause=2s")
@ExtendWith(OutputCaptureExtension.class)
class IncompleteBodiesIntegrationTests extends GatewayTest {

  private static final String JSON = "{\"lines\":[]}";
  private static final String CHUNK = "c\r\n" + JSON + "\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String TOO_SHORT = "Content-Length: 17\r\n";
  private static final List<String> ROUTES = List.of("/api/orders", "/webhooks/acquirer");

  static Stream<Arguments> brokenEndings() {
    var endings =
        List.of(
            Arguments.of("zz\r\n", 400, "invalid-framing"),
            Arguments.of("-1\r\n", 400, "invalid-framing"),
            Arguments.of("1".repeat(9_000) + "\r\n", 400, "invalid-framing"),
            Arguments.of("0\r\n\u0001 rubbish\r\n\r\n", 400, "invalid-framing"),
            Arguments.of(
                "0\r\nA: " + "x".repeat(9_000) + "\r\n\r\n",
                431,
                "request-header-fields-too-large"));
    return ROUTES.stream()
        .flatMap(
            route ->
                endings.stream()
                    .map(end -> Arguments.of(route, end.get()[0], end.get()[1], end.get()[2])));
  }

  @ParameterizedTest
  @MethodSource("brokenEndings")
  void whoseFramingBreaksAreBrokenOff(
      String route, String end, int status, String slug, CapturedOutput output) throws Exception {
    try (var client = connect()) {
      send(client, post(route, CHUNKED) + CHUNK);
      await().until(() -> begun().equals(List.of(route)));
      send(client, end);

      assertRefused(client, status, slug, route);
    }
    assertNothingArrivedWhole(route);
    await().until(() -> output.getOut().contains("POST " + route + " " + status + " in "));
    assertThat(output.getOut()).doesNotContain("\"level\":\"ERROR\"");
  }

  @ParameterizedTest
  @MethodSource("brokenEndings")
  void whoseFramingBreaksInTheSamePacketAreRefused(
      String route, String end, int status, String slug, CapturedOutput output) throws Exception {
    try (var client = connect()) {
      send(client, post(route, CHUNKED) + CHUNK + end);

      assertRefused(client, status, slug, route);
    }
    assertThat(arrivedWhole()).isEmpty();
    assertThat(output.getOut()).doesNotContain("\"level\":\"ERROR\"");
  }

  @Test
  void ofAPipelinedRequestAreBrokenOff() throws Exception {
    try (var client = connect()) {
      send(
          client,
          "GET /api/products HTTP/1.1\r\nHost: here\r\n\r\n"
              + post("/webhooks/acquirer", CHUNKED)
              + CHUNK
              + "zz\r\n");

      assertThat(answers(client))
          .startsWith("HTTP/1.1 200 ")
          .contains("HTTP/1.1 400 ", "problems/invalid-framing");
    }
    assertThat(payments.asked).isEmpty();
  }

  @Test
  void ofARefusedRequestEndTheConnectionWithoutASecondAnswer() throws Exception {
    try (var client = connect()) {
      send(
          client,
          "POST /api/orders HTTP/1.1\r\nHost: here\r\n" + CHUNKED + "\r\n" + CHUNK + "zz\r\n");

      assertThat(answers(client)).startsWith("HTTP/1.1 4").containsOnlyOnce("HTTP/1.1 ");
    }
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void whoseClientLeavesAreBrokenOff(CapturedOutput output) throws Exception {
    for (var route : ROUTES) {
      for (var framing : List.of(TOO_SHORT + "\r\n" + JSON, CHUNKED + "\r\n" + CHUNK)) {
        everyoneIsWell();
        try (var client = connect()) {
          send(client, post(route, "").strip() + "\r\n" + framing);
          await().until(() -> begun().equals(List.of(route)));
        }
        assertNothingArrivedWhole(route);
      }
    }
    assertThat(output.getOut()).doesNotContain("\"level\":\"ERROR\"", " 502 in ");
  }

  static Stream<Arguments> unfinished() {
    return ROUTES.stream()
        .flatMap(
            route ->
                Stream.of(
                    Arguments.of(route, TOO_SHORT + "\r\n" + JSON),
                    Arguments.of(route, TOO_SHORT + "\r\n"),
                    Arguments.of(route, CHUNKED + "\r\n"),
                    Arguments.of(route, CHUNKED + "\r\n" + CHUNK)));
  }

  @ParameterizedTest
  @MethodSource("unfinished")
  void thatNeverEndAreToldApartFromASlowService(String route, String framing) throws Exception {
    try (var client = connect()) {
      send(client, post(route, "").strip() + "\r\n" + framing);

      assertRefused(client, 408, "body-too-slow", route);
    }
    assertNothingArrivedWhole(route);
  }

  /** No pause is long enough to be one, and yet the time limit of the route comes first. */
  @Test
  void thatTrickleAreToldApartFromASlowService() throws Exception {
    try (var client = connect()) {
      send(client, post("/webhooks/acquirer", CHUNKED));
      var trickle =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        send(client, "1\r\n \r\n");
                        Thread.sleep(20); // a slow client
                      }
                    } catch (IOException | InterruptedException e) {
                      // the connection has ended
                    }
                  });

      assertThat(client.getInputStream().readNBytes(12))
          .asString(US_ASCII)
          .isEqualTo("HTTP/1.1 408");
      trickle.interrupt();
      trickle.join();
    }
    assertNothingArrivedWhole("/webhooks/acquirer");
  }

  @Test
  void areNoneWhenOnlyTheServiceIsSlow() throws Exception {
    payments.behaves(Backend::never);
    try (var client = connect()) {
      send(client, post("/webhooks/acquirer", "Content-Length: 12\r\n") + JSON);

      assertThat(client.getInputStream().readNBytes(12))
          .asString(US_ASCII)
          .isEqualTo("HTTP/1.1 504");
    }
  }

  @Test
  void areNotNeededToRefuseRubbishBehindARequest() throws Exception {
    try (var client = connect()) {
      send(client, "GET /api/products HTTP/1.1\r\nHost: here\r\n\r\nRUBBISH\r\n\r\n");

      assertThat(answers(client))
          .startsWith("HTTP/1.1 200 ")
          .contains("HTTP/1.1 400 ", "problems/invalid-request");
    }
  }

  private Socket connect() throws IOException {
    var client = new Socket("127.0.0.1", port);
    client.setSoTimeout(5_000);
    return client;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** Everything until the gateway ends the connection. */
  private static String answers(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), US_ASCII);
  }

  private static String post(String route, String framing) {
    return """
    POST %s HTTP/1.1\r
    Host: here\r
    Authorization: Bearer %s\r
    Idempotency-Key: k-1\r
    Content-Type: application/json\r
    %s\r
    """
        .formatted(route, issuer.token("ann", Issuer.SHOPPER), framing);
  }

  private static void assertRefused(Socket client, int status, String slug, String route)
      throws IOException {
    assertThat(answers(client))
        .startsWith("HTTP/1.1 " + status + " ")
        .containsOnlyOnce("HTTP/1.1 ")
        .containsIgnoringCase("\r\nConnection: close\r\n")
        .contains("application/problem+json", "problems/" + slug, "traceId")
        .contains("\"instance\":\"" + route + "\"");
  }

  private static void assertNothingArrivedWhole(String route) {
    await().until(() -> brokenOff().contains(route));
    assertThat(arrivedWhole()).isEmpty();
    assertThat(begun()).as("attempts").hasSize(1);
  }

  private static List<String> begun() {
    return of(backend -> backend.begun.stream());
  }

  private static List<String> brokenOff() {
    return of(backend -> backend.brokenOff.stream());
  }

  private static List<String> arrivedWhole() {
    return of(backend -> backend.asked.stream().map(Backend.Asked::uri));
  }

  private static List<String> of(Function<Backend, Stream<String>> requests) {
    return Stream.of(orders1, orders2, payments).flatMap(requests).toList();
  }
}
