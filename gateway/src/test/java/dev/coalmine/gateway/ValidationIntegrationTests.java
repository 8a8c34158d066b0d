package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationIntegrationTests extends GatewayTest {

  @Test
  void passesAnOrderOn() throws Exception {
    var response = send(order("{\"lines\":[]}"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(orderServiceWasAsked().body()).isEqualTo("{\"lines\":[]}");
    assertThat(orderServiceWasAsked().headers().get("Idempotency-Key")).isEqualTo("k-1");
  }

  @Test
  void needsAKeyForWhatChangesSomething() throws Exception {
    var problem = problem(shopper("/api/orders/1/cancellation").POST(BodyPublishers.noBody()));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.slug()).isEqualTo("idempotency-key-missing");
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void refusesAKeyThatIsTooLong() throws Exception {
    var problem =
        problem(
            shopper("/api/orders/1/cancellation")
                .header("Idempotency-Key", "k".repeat(129))
                .POST(BodyPublishers.noBody()));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.slug()).isEqualTo("idempotency-key-invalid");
  }

  @Test
  void acceptsACommandWithoutABody() throws Exception {
    var response =
        send(
            shopper("/api/orders/1/cancellation")
                .header("Idempotency-Key", "k".repeat(128))
                .POST(BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    var problem =
        problem(
            shopper("/api/orders")
                .header("Idempotency-Key", "k")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(problem.status()).isEqualTo(415);
    assertThat(problem.slug()).isEqualTo("unsupported-media-type");
    assertThat(askedOfOrders()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "nope", "identity, gzip", "x-gzip"})
  void refusesABodyThatNoServiceDecodes(String coding) throws Exception {
    var problem = problem(order("{}").header("Content-Encoding", coding));

    assertThat(problem.status()).isEqualTo(415);
    assertThat(problem.slug()).isEqualTo("unsupported-content-coding");
    assertThat(problem.header("Accept-Encoding")).isEqualTo("identity");
    assertThat(askedOfOrders()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", ""})
  void passesABodyOnThatIsNotCoded(String coding) throws Exception {
    var response = send(order("{}").header("Content-Encoding", coding));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json"})
  void refusesASecondContentType(String second) throws Exception {
    var problem = problem(order("{}").header("Content-Type", second));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.slug()).isEqualTo("invalid-request");
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void refusesABodyDeclaredTooLarge() throws Exception {
    var problem = problem(order("x".repeat(2_000_000)));

    assertThat(problem.status()).isEqualTo(413);
    assertThat(problem.slug()).isEqualTo("body-too-large");
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void refusesABodyThatTurnsOutTooLarge() throws Exception {
    var problem =
        problem(
            order("")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[2_000_000]))));

    assertThat(problem.status()).isEqualTo(413);
    assertThat(problem.slug()).isEqualTo("body-too-large");
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void passesALargeBodyOfUndeclaredLengthOn() throws Exception {
    var body = "x".repeat(1_000_000);

    var response =
        send(
            order("")
                .POST(
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes()))));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(orderServiceWasAsked().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/orders/../../actuator/health",
        "/api/orders/%2e%2e/actuator/health",
        "/api/orders/..%2factuator",
        "/api/orders/;x/actuator",
        "/api/orders//1",
        "/api/orders/%00"
      })
  void refusesAPathThatAServiceMightReadDifferently(String path) throws Exception {
    var problem = problem(shopper(path));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.slug()).isEqualTo("invalid-path");
    assertThat(askedOfOrders()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/actuator/health", "/api", "/api/ordersX", "/webhooks", "/eureka"})
  void knowsNoOtherWayIn(String path) throws Exception {
    var problem = problem(shopper(path));

    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.slug()).isEqualTo("no-route");
    assertThat(problem.body().get("instance").asString()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/products?query=a|b", "/api/products?query=%zz", "/api/products/{"})
  void explainsAnAddressThatIsNoUri(String address) throws Exception {
    try (var socket = new Socket("127.0.0.1", port)) {
      var request = "GET " + address + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes());

      assertThat(new String(socket.getInputStream().readAllBytes()))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "problems/invalid-request", "traceId");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api/products HTTP/1.1\\r"
            + "\\n"
            + "Host: here\\r"
            + "\\n"
            + "X-Long: LONG                | 431 | request-header-fields-too-large",
        "GET /api/products?query=LONG HTTP/1.1\\r"
            + "\\n"
            + "Host: here                     | 414 | uri-too-long",
        "GET /api/products HTTP/1.1\\r"
            + "\\n"
            + "Host: here\\r"
            + "\\n"
            + "no colon                    | 400 | invalid-request",
        "GET /api/products HTTP/1.1\\r"
            + "\\n"
            + "Host: here\\r"
            + "\\n"
            + "Transfer-Encoding: x, chunked, chunked\\r"
            + "\\n"
            + "Content-Length: 1 | 400 | invalid-request",
        "NONSENSE                                                                | 400 |"
            + " invalid-request"
      })
  void explainsAHeadThatItCannotDecode(String head, int status, String slug) throws Exception {
    try (var socket = new Socket("127.0.0.1", port)) {
      var request =
          head.replace("\\r\\n", "\r\n").replace("LONG", "x".repeat(9_000))
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes());

      assertThat(new String(socket.getInputStream().readAllBytes()))
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("application/problem+json", "problems/" + slug, "traceId");
    }
  }
}
