package dev.coalmine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
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

  private String answer(String line, String headers) throws IOException {
    try (var client = new Socket("127.0.0.1", port)) {
      client.setSoTimeout(5_000);
      var request = line + "\r\n" + headers + "Connection: close\r\n\r\n";
      client.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
