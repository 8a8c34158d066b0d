package dev.coalmine.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.issuer.TestIssuer;
import dev.coalmine.notification.support.NotificationServiceTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a customer reads: live, resumed, and in pages. */
@ExtendWith(OutputCaptureExtension.class)
class StreamIntegrationTests extends NotificationServiceTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The service ended the stream in good order. */
  private static final String END = "end";

  private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

  @AfterEach
  void leave() {
    clients.forEach(HttpClient::shutdownNow);
  }

  @Test
  void tellsLive() throws Exception {
    var lines = listen(customer, null);

    placed();
    confirmed();

    eventually(() -> events(lines).equals(List.of("order-placed", "order-confirmed")));
    assertThat(ids(lines)).containsExactly("1", "2");
  }

  @Test
  void resumesAfterTheLastThatWasSeen() throws Exception {
    placed();
    confirmed();
    captured();
    eventually(() -> notifications().stream().filter(it -> it.startsWith("stream")).count() == 3);

    var all = listen(customer, "0");
    eventually(() -> events(all).size() == 3);
    var rest = listen(customer, ids(all).getFirst());
    eventually(() -> events(rest).size() == 2);

    assertThat(ids(rest)).isEqualTo(ids(all).subList(1, 3));
    assertThat(events(rest)).isEqualTo(events(all).subList(1, 3));
  }

  @Test
  void showsTheTemplatesNameWhereThereAreNoWords() throws Exception {
    placed();
    eventually("stream order-placed Sent");
    withoutWords("stream", "order.varnished.v1", "order-varnished");
    confirmed();

    var all = listen(customer, "0");
    eventually(
        () -> events(all).equals(List.of("order-placed", "order-varnished", "order-confirmed")));
    assertThat(page(customer, "").get("items"))
        .extracting(it -> it.get("title").asString())
        .contains("order-varnished");
  }

  @Test
  void tellsNobodyElse() throws Exception {
    var theirs = listen(customer, "0");
    var others = listen("somebody-else", "0");

    placed();

    eventually(() -> events(theirs).size() == 1);
    assertThat(events(others)).isEmpty();
    assertThat(page("somebody-else", "").get("items")).isEmpty();
  }

  @Test
  void readersWhoLeftTakeNoPlace(CapturedOutput log) throws Exception {
    for (int i = 0; i < 7; i++) {
      assertThat(comeAndGo()).isEqualTo("HTTP/1.1 200 ");
    }
    var first = listen(customer, null);
    var second = listen(customer, null);

    placed();

    eventually(() -> events(first).contains("order-placed"));
    eventually(() -> events(second).contains("order-placed"));
    assertThat(events(first)).doesNotContain("displaced");
    assertThat(log).doesNotContain("Error reading request", "Exception Processing");
  }

  /** The reader's side resets the connection, and the next event is written to it. */
  @Test
  void aReaderWhoLeavesAbruptlyIsNoError(CapturedOutput log) throws Exception {
    for (int i = 0; i < 4; i++) {
      leaveAbruptly();
      placed();
      confirmed();
      captured();
    }
    listen(customer, null);
    var last = listen(customer, null); // all before it have been written to

    cancelled();

    eventually(() -> events(last).contains("order-cancelled"));
    assertThat(log).doesNotContain("ERROR", "Access Denied", "already been committed");
  }

  @Test
  void theOldestMakesRoomWhenAllHaveAReader() throws Exception {
    var oldest = listen(customer, null);
    var second = listen(customer, null);
    var third = listen(customer, null);

    placed();

    eventually(() -> events(second).equals(List.of("order-placed")));
    eventually(() -> events(third).equals(List.of("order-placed")));
    eventually(() -> oldest.contains(END));
    assertThat(events(oldest)).containsExactly("displaced");
    assertThat(values(oldest, "retry:")).containsExactly("1000", "60000");
    assertThat(ids(oldest)).isEmpty(); // or its reader would resume elsewhere
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
  void refusesALastEventIdThatIsNoneOfOurs(String id) throws Exception {
    var answer = open(customer, id);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(String.join("", answer.body().toList())).contains("invalid-event-id");
  }

  @ParameterizedTest
  @CsvSource({
    "/stream, Last-Event-ID, \u00e2\u0080\u0093, 400",
    "/stream, Content-Type, multipart/form-data, 200",
    "'', Content-Type, multipart/form-data, 200"
  })
  void isNotUpsetByHeadersThatTheFrameworkCannotRead(
      String path, String name, String value, int status) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var head =
          "GET /api/notifications%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s: %s\r\n\r\n"
              .formatted(path, TestIssuer.customer(customer), name, value);
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));

      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void refusesWhoHasNoToken() throws Exception {
    var answer =
        client()
            .send(
                HttpRequest.newBuilder(address("/api/notifications/stream")).build(),
                BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void listsTheNewestFirstInPages() throws Exception {
    placed();
    confirmed();
    eventually(() -> notifications().stream().filter(it -> it.endsWith("Sent")).count() == 3);
    captured(); // another topic: it could come first
    eventually(() -> notifications().size() == 4);

    var first = page(customer, "?limit=3");
    var second = page(customer, "?limit=3&cursor=" + first.get("next").asString());

    assertThat(first.get("items")).hasSize(3);
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(second.get("items").get(0).get("template").asString()).isEqualTo("order-placed");
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, limit must be 1 to 200.",
    "?limit=201, limit must be 1 to 200.",
    "?limit=1e3, limit must be a whole number of at most 32 bits.",
    "?cursor=u, That cursor is not one of ours."
  })
  void refusesAPageThatCannotBe(String query, String detail) throws Exception {
    var answer = get("/api/notifications" + query, customer);

    assertThat(answer.body()).contains("\"detail\":\"" + detail + '"');

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  private JsonNode page(String customer, String query) throws Exception {
    return JSON.readTree(get("/api/notifications" + query, customer).body());
  }

  private HttpResponse<String> get(String path, String customer) throws Exception {
    var request =
        HttpRequest.newBuilder(address(path))
            .header("Authorization", "Bearer " + TestIssuer.customer(customer))
            .build();
    return client().send(request, BodyHandlers.ofString());
  }

  private HttpResponse<Stream<String>> open(String customer, String lastEventId) throws Exception {
    var request =
        HttpRequest.newBuilder(address("/api/notifications/stream"))
            .header("Authorization", "Bearer " + TestIssuer.customer(customer));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return client().send(request.build(), BodyHandlers.ofLines());
  }

  private void leaveAbruptly() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var request =
          "GET /api/notifications/stream HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(TestIssuer.customer(customer));
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      assertThat(socket.getInputStream().readNBytes(13)).asString(US_ASCII).endsWith(" 200 ");
      socket.setSoLinger(true, 0);
    }
  }

  /** The status line of a stream whose reader leaves as soon as it has read that. */
  private String comeAndGo() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var request =
          "GET /api/notifications/stream HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(TestIssuer.customer(customer));
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
          .readLine();
    }
  }

  /** The lines of a stream, as they come. */
  private List<String> listen(String customer, String lastEventId) throws Exception {
    var answer = open(customer, lastEventId);
    assertThat(answer.statusCode()).isEqualTo(200);
    var lines = new CopyOnWriteArrayList<String>();
    Thread.ofVirtual().start(() -> read(answer, lines));
    return lines;
  }

  private static void read(HttpResponse<Stream<String>> answer, List<String> lines) {
    try (var body = answer.body()) {
      body.forEach(lines::add);
      lines.add(END);
    } catch (RuntimeException e) {
      lines.add("closed"); // by the test's end
    }
  }

  private static List<String> events(List<String> lines) {
    return values(lines, "event:");
  }

  private static List<String> ids(List<String> lines) {
    return values(lines, "id:");
  }

  private static List<String> values(List<String> lines, String field) {
    return lines.stream()
        .filter(it -> it.startsWith(field))
        .map(it -> it.substring(field.length()))
        .toList();
  }

  private HttpClient client() {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    clients.add(client);
    return client;
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
