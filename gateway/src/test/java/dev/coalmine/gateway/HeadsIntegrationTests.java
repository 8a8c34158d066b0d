package dev.coalmine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads that Netty lets pass, and that another server could read differently. */
class HeadsIntegrationTests extends GatewayTest {

  private static final String HOST = "Host: here\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api/products HTTP/1.1          |                          | 400 | invalid-request",
        "GET /api/products HTTP/1.2          |                          | 400 | invalid-request",
        "GET /api/products HTTP/1.1          | Host: a~Host: b          | 400 | invalid-request",
        "GET /api/products HTTP/1.1          | Host: a~Host: a          | 400 | invalid-request",
        "GET /api/products HTTP/1.0          | Host: a~Host: b          | 400 | invalid-request",
        "GET /api/products HTTP/1.1          | Host: a, b               | 400 | invalid-request",
        "GET /api/products HTTP/1.1          | Host: a/b                | 400 | invalid-request",
        "GET /api/products HTTP/1.1          | Host: user@a             | 400 | invalid-request",
        "GET /api/products HTTP/1.1          | Host: a:b                | 400 | invalid-request",
        "GET ftp://here/api/products HTTP/1.1   | Host: here            | 400 | invalid-request",
        "GET httpx://here/api/products HTTP/1.1 | Host: here            | 400 | invalid-request",
        "GET /api/products HTTP/9.9          | Host: here  | 505 | http-version-not-supported",
        "GET /api/products HTTP/3.0          | Host: here  | 505 | http-version-not-supported",
        "GET /api/products HTTP/2.0          | Host: here  | 505 | http-version-not-supported",
        "PRI * HTTP/2.0                      | Host: here  | 505 | http-version-not-supported",
        "GET /api/products HTTP/0.9          | Host: here  | 505 | http-version-not-supported",
      })
  void areRefused(String line, String headers, int status, String slug) throws Exception {
    assertThat(answer(line, headers == null ? "" : headers.replace("~", "\r\n") + "\r\n"))
        .startsWith((line.endsWith(" HTTP/1.0") ? "HTTP/1.0 " : "HTTP/1.1 ") + status + " ")
        .contains("application/problem+json", "problems/" + slug, "traceId");
    assertThat(askedOfOrders()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api/products HTTP/1.1                   | Host: here",
        "GET /api/products HTTP/1.1                   | Host: HERE.example:8080",
        "GET /api/products HTTP/1.1                   | Host: [::1]:8080",
        "GET /api/products HTTP/1.1                   | Host: 127.0.0.1",
        "GET /api/products HTTP/1.1                   | Host: a_b",
        "GET /api/products HTTP/1.1                   | Host:",
        "GET http://here/api/products HTTP/1.1        | Host: here",
        "GET HTTP://here:8080/api/products HTTP/1.1   | Host: here:8080",
        "GET https://here/api/products HTTP/1.1       | Host: here",
        "GET /api/products?query=ftp://here HTTP/1.1  | Host: here",
        "GET /api/products HTTP/1.2                   | Host: here",
        "GET /api/products HTTP/1.0                   | X: a probe without a host",
      })
  void arePassedOn(String line, String header) throws Exception {
    assertThat(answer(line, header + "\r\n")).matches("(?s)HTTP/1[.][01] 200 .*");
    assertThat(askedOfOrders()).isOne();
  }

  /** What follows a body whose end is read differently would be a request of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xchunked        | 501 | unknown-transfer-coding",
        "identity        | 501 | unknown-transfer-coding",
        "gzip            | 501 | unknown-transfer-coding",
        "'gzip, chunked' | 501 | unknown-transfer-coding",
        "chunked;q=1     | 501 | unknown-transfer-coding",
        "''              | 400 | invalid-framing",
        "'chunked, chunked' | 400 | invalid-framing",
        "chunked chunked | 501 | unknown-transfer-coding",
      })
  void withATransferCodingThatIsNotReadHideNoRequest(String coding, int status, String slug)
      throws Exception {
    var hidden = "GET /api/products?hidden=true HTTP/1.1\r\n" + HOST + "\r\n";
    for (var length : List.of("", "Content-Length: 0\r\n", "Content-Length: 3\r\n")) {
      var head = "POST /api/orders HTTP/1.1\r\n" + HOST + length + "Transfer-Encoding: " + coding;

      var answers = exchange(head + "\r\n\r\n" + hidden);

      assertThat(answers)
          .matches("(?s)HTTP/1.1 (400|501) .*")
          .contains("application/problem+json")
          .doesNotContain("HTTP/1.1 200 ");
      if (length.isEmpty()) {
        assertThat(answers).contains("HTTP/1.1 " + status, "problems/" + slug, "traceId");
      }
    }
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void ofAnotherVersionBehindARequestTakeNoAnswerFromIt() throws Exception {
    for (var next :
        List.of("GET / HTTP/2.0\r\n" + HOST + "\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
      var answers = exchange("GET /api/products HTTP/1.1\r\n" + HOST + "\r\n" + next);

      assertThat(answers).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 505 ");
    }
  }

  @Test
  void withMoreFieldsThanAServiceReadsAreRefused() throws Exception {
    assertThat(answer("GET /api/products HTTP/1.1", HOST + fields(78))).contains(" 200 ");

    assertThat(answer("GET /api/products HTTP/1.1", HOST + fields(79)))
        .startsWith("HTTP/1.1 431 ")
        .contains("problems/request-header-fields-too-large", "81 header fields", "traceId");
    assertThat(askedOfOrders()).isOne();
    assertThat(orderServiceWasAsked().headers().size()).isLessThanOrEqualTo(90);
  }

  @Test
  void withMoreParametersThanAServiceReadsAreRefused() throws Exception {
    var line = "GET /api/products?%s HTTP/1.1";
    assertThat(answer(line.formatted("a=1&".repeat(99)), HOST)).contains(" 200 ");

    assertThat(answer(line.formatted("a=1&".repeat(1100)), HOST))
        .startsWith("HTTP/1.1 400 ")
        .contains("problems/too-many-parameters", "more than 100 parameters", "traceId");
    assertThat(askedOfOrders()).isOne();
  }

  /** One name many times counts as often as it is there. */
  @Test
  void withOneFieldVeryOftenAreRefused() throws Exception {
    assertThat(answer("GET /api/products HTTP/1.1", HOST + "a: 1\r\n".repeat(95)))
        .startsWith("HTTP/1.1 431 ");
  }

  private static String fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "x" + i + ": 1\r\n")
        .collect(Collectors.joining());
  }

  /** Everything that the connection brings until it ends, or is silent for some time. */
  private String exchange(String bytes) throws IOException {
    try (var client = new Socket("127.0.0.1", port)) {
      client.setSoTimeout(2_000);
      client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      var answers = new ByteArrayOutputStream();
      try {
        client.getInputStream().transferTo(answers);
      } catch (SocketTimeoutException e) {
        // the connection is kept
      }
      return answers.toString(ISO_8859_1);
    }
  }

  private String answer(String line, String headers) throws IOException {
    try (var client = new Socket("127.0.0.1", port)) {
      client.setSoTimeout(5_000);
      var request = line + "\r\n" + headers + "Connection: close\r\n\r\n";
      client.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
