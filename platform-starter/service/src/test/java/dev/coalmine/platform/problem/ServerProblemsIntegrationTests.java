package dev.coalmine.platform.problem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.platform.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request ends in that no handler can answer. */
@SpringBootTest(
    classes = TestService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "server.tomcat.connection-timeout=1s")
@ContextConfiguration(initializers = TestService.Servers.class)
@ExtendWith(OutputCaptureExtension.class)
class ServerProblemsIntegrationTests {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String POST =
      "POST /meals HTTP/1.1\r\n"
          + "Host: here\r\n"
          + "Connection: close\r\n"
          + "Content-Type: application/json\r\n"
          + "traceparent: 00-"
          + TRACE
          + "-00f067aa0ba902b7-01\r\n";

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 50\r\n\r\n{\"grain\":\"millet\"}",
        "Content-Length: 50\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n12\r\n{\"grain\":\"millet\"}\r\n",
        "Transfer-Encoding: chunked\r\n\r\n12\r\n{\"grain"
      })
  void aBodyThatDoesNotComeIsATimeout(String rest, CapturedOutput log) throws Exception {
    var answer = exchange(POST + rest, false);

    assertProblem(answer, 408, "request-timeout", "/meals");
    assertThat(log).doesNotContain("ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 50\r\n\r\n{\"grain\":\"millet\"}",
        "Transfer-Encoding: chunked\r\n\r\n12\r\n{\"grain\":\"millet\"}\r\n"
      })
  void aBodyThatEndsTooEarlyIsMalformed(String rest, CapturedOutput log) throws Exception {
    var answer = exchange(POST + rest, true);

    assertProblem(answer, 400, "malformed-body", "/meals");
    assertThat(log).doesNotContain("ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n{\"grain\":\"millet\"}\r\n0\r\n\r\n",
        "-1\r\n{\"grain\":\"millet\"}\r\n0\r\n\r\n",
        "2\r\n{\"grain\":\"millet\"}\r\n0\r\n\r\n"
      })
  void aBodyInBrokenChunksIsMalformed(String chunks) throws Exception {
    var answer = exchange(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks, false);

    assertProblem(answer, 400, "malformed-body", "/meals");
  }

  @Test
  void aFormOfTooManyFieldsIsRefused() throws Exception {
    var form = "a=1&".repeat(20_000);
    var head = POST.replace("application/json", "application/x-www-form-urlencoded");

    var answer = exchange(head + "Content-Length: " + form.length() + "\r\n\r\n" + form, false);

    assertProblem(answer, 415, "unsupported-media-type", "/meals");
  }

  @Test
  void aFormThatDoesNotComeIsATimeout() throws Exception {
    var head = POST.replace("application/json", "application/x-www-form-urlencoded");

    assertThat(exchange(head + "Content-Length: 50\r\n\r\na=1", false))
        .containsPattern("HTTP/1.1 4(08|15)")
        .contains("application/problem+json", "\"instance\":\"/meals\"", TRACE);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /meals/%zz HTTP/1.1, Host: here, 400",
    "GET /meals/%00 HTTP/1.1, Host: here, 400",
    "GET /../x HTTP/1.1, Host: here, 400",
    "GET /meals/%ff HTTP/1.1, Host: here, 400",
    "TRACE /meals HTTP/1.1, Host: here, 405",
    "CONNECT here:1 HTTP/1.1, Host: here, 501",
    "GET /error HTTP/1.1, Host: here, 401"
  })
  void whatTheServerItselfRefusesIsAProblem(String line, String header, int status)
      throws Exception {
    var answer =
        exchange(
            "%s\r\n%s\r\ntraceparent: 00-%s-00f067aa0ba902b7-01\r\nConnection: close\r\n\r\n"
                .formatted(line, header, TRACE),
            false);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
    assertThat(problem(answer).path("traceId").asString()).as(answer).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /meals HTTP/1.1, Host: bad host, 400",
    "GET /meals HTTP/1.1, X-Missing: host, 400",
    "GET /meals HTTP/1.1, Host: here~Host: here, 400",
    "POST /meals HTTP/1.1, Host: here~Content-Length: x, 400",
    "POST /meals HTTP/1.1, Host: here~Transfer-Encoding: nonsense, 501",
    "GET /meals HTTP/1.1, Host: here~Expect: 200-maybe, 417",
    "GET /meals HTTP/9.9, Host: here, 505",
    "TRACE /meals HTTP/1.1, Host: here, 405",
    "CONNECT here:1 HTTP/1.1, Host: here, 501"
  })
  void aRefusalOfARequestWithoutATraceHasATraceIdOfItsOwn(String line, String header, int status)
      throws Exception {
    var head = "%s\r\n%s\r\nConnection: close\r\n\r\n".formatted(line, header);

    var answer = exchange(head.replace("~", "\r\n"), false);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(problem(answer).path("traceId").asString()).as(answer).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /meals HTTP/1.1, Expect: 200-maybe, 417, Expect",
    "POST /meals HTTP/1.1, Transfer-Encoding: nonsense, 501, Transfer-Encoding",
    "CONNECT here:1 HTTP/1.1, A: b, 501, method",
    "GET /meals HTTP/9.9, A: b, 505, HTTP/1.1",
    "TRACE /meals HTTP/1.1, A: b, 405, TRACE"
  })
  void aRefusalSaysWhatOfTheRequestIsWrong(String line, String header, int status, String word)
      throws Exception {
    var answer =
        exchange(
            "%s\r\nHost: here\r\n%s\r\nConnection: close\r\n\r\n".formatted(line, header), false);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(problem(answer).path("detail").asString()).contains(word).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /meals HTTP/1.1\r\nHost: here\r\nA: \u0001\r\n\r\n",
        "GET /meals FTP/1.1\r\nHost: here\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
      })
  void aHeadThatCannotBeReadIsNotSpokenOfAsABody(String head) throws Exception {
    var answer = exchange(head, false);

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(problem(answer).path("type").asString()).endsWith("/problems/bad-request");
    assertThat(problem(answer).path("detail").asString()).contains("header").doesNotContain("body");
    assertThat(problem(answer).path("traceId").asString()).matches("[0-9a-f]{32}");
  }

  @Test
  void tooManyHeaderFieldsAreNamed() throws Exception {
    var answer =
        exchange("GET /meals HTTP/1.1\r\nHost: here\r\n" + "A: b\r\n".repeat(101) + "\r\n", false);

    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("application/problem+json");
    assertThat(problem(answer).path("type").asString())
        .endsWith("/problems/request-header-fields-too-large");
    assertThat(problem(answer).path("detail").asString()).contains("too many");
  }

  /** Of a handler that reads no body, and of one whose JSON is there before the rest fails. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zz~ | 400 | malformed-body",
        "2~{}~zz~ | 400 | malformed-body",
        "JSON0~A: \u0001~~ | 400 | malformed-body",
        "JSON0~A | 408 | request-timeout",
        "JSON | 408 | request-timeout",
        "JSON0~MANY~ | 431 | request-header-fields-too-large",
        "LARGE | 413 | body-too-large"
      })
  void aRequestWhoseBodyFailsDoesNothing(String chunks, int status, String slug, CapturedOutput log)
      throws Exception {
    var body =
        chunks
            .replace("\\u0001", "\u0001")
            .replace("JSON", "12~{\"grain\":\"millet\"}~")
            .replace("MANY", "T: x~".repeat(100))
            .replace("LARGE", "200000~" + " ".repeat(0x200000) + "~0~~")
            .replace("~", "\r\n");
    for (var path : List.of("/meals/broken", "/meals/broken/leftovers")) {
      for (var connection : List.of("close", "keep-alive")) {
        var head = POST.replace("/meals", path).replace(": close", ": " + connection);

        var answer = exchange(head + "Transfer-Encoding: chunked\r\n\r\n" + body, false);

        assertProblem(answer, status, slug, path);
      }
    }
    assertThat(jdbc.queryForObject("select count(*) from meal where key = 'broken'", Long.class))
        .isZero();
    assertThat(log).doesNotContain("ERROR");
  }

  @Test
  void anAnnouncedLengthBeyondTheLimitIsRefusedWhereNoBodyIsRead() throws Exception {
    var head = POST.replace("/meals", "/meals/broken/leftovers");

    var answer = exchange(head + "Content-Length: 99999999\r\n\r\n", false);

    assertProblem(answer, 413, "body-too-large", "/meals/broken/leftovers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 18\r\n\r\n{\"grain\":\"millet\"}",
        "Transfer-Encoding: chunked\r\n\r\n12\r\n{\"grain\":\"millet\"}\r\n0\r\nA: b\r\n\r\n"
      })
  void aWholeBodyIsRead(String rest) throws Exception {
    assertThat(exchange(POST + rest, false))
        .startsWith("HTTP/1.1 200 ")
        .contains("{\"grain\":\"millet\"}");
  }

  private static void assertProblem(String answer, int status, String slug, String instance) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
    var problem = problem(answer);
    assertThat(problem.path("type").asString()).endsWith("/problems/" + slug);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("instance").asString()).isEqualTo(instance);
    assertThat(problem.path("traceId").asString()).isEqualTo(TRACE);
    assertThat(problem.path("detail").asString()).endsWith(".");
  }

  private static JsonNode problem(String answer) {
    return JsonMapper.shared()
        .readTree(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
  }

  /**
   * @param leave whether the caller says after its last byte that no more will come
   */
  private String exchange(String request, boolean leave) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      if (leave) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
