package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.RawConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class HeadersIntegrationTests extends GatewayTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void continuesTheCallersTrace() throws Exception {
    send(
        to("/api/products")
            .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
            .header("tracestate", "vendor=1"));

    var headers = orderServiceWasAsked().headers();
    assertThat(headers.getAll("traceparent")).hasSize(1);
    assertThat(headers.get("traceparent"))
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
        .doesNotContain("b7ad6b7169203331");
    assertThat(headers.get("tracestate")).isEqualTo("vendor=1");
  }

  @Test
  void startsATraceWhenTheCallersIsInvalid() throws Exception {
    send(
        to("/api/products")
            .header("traceparent", "00-" + "0".repeat(32) + "-b7ad6b7169203331-01")
            .header("tracestate", "vendor=1"));

    var headers = orderServiceWasAsked().headers();
    assertThat(headers.get("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
        .doesNotContain("0".repeat(32));
    assertThat(headers.contains("tracestate")).isFalse();
  }

  @Test
  void saysTheTraceInAProblem() throws Exception {
    var problem =
        problem(to("/api/orders").header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"));

    assertThat(problem.body().get("traceId").asString()).isEqualTo(TRACE);
    assertThat(problem.body().get("status").asInt()).isEqualTo(401);
    assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
  }

  /** Spring's parser of media types runs beyond the end of a quote that does not end. */
  @Test
  void refusesInItsOwnWordsWhateverIsAccepted() throws Exception {
    var problem = problem(to("/api/orders").header("Accept", "\"/*"));

    assertThat(problem.body().get("status").asInt()).isEqualTo(401);
  }

  @Test
  void refusesAContentTypeThatCannotBeRead() throws Exception {
    var problem = problem(to("/api/products").header("Content-Type", "\"/*"));

    assertThat(problem.body().get("status").asInt()).isEqualTo(400);
    assertThat(problem.slug()).isEqualTo("invalid-request");
  }

  @Test
  void acceptsARequestIdAndReturnsIt() throws Exception {
    var response = send(to("/api/products").header("X-Request-Id", "shop-17.a_b"));

    assertThat(response.headers().allValues("X-Request-Id")).containsExactly("shop-17.a_b");
    assertThat(orderServiceWasAsked().headers().getAll("X-Request-Id"))
        .containsExactly("shop-17.a_b");
  }

  @Test
  void replacesARequestIdThatCouldHarm() throws Exception {
    var response = send(to("/api/products").header("X-Request-Id", "\"},{\"level\":\"ERROR"));

    var id = response.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(orderServiceWasAsked().headers().get("X-Request-Id")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Coalmine-Version",
        "X-Coalmine-Cohort",
        "X-Coalmine-Priority",
        "x-COALMINE-shadow",
        "X_Coalmine_Version",
        "X-Forwarded-Prefix",
        "X-Forwarded-Port",
        "X-Forwarded-Client-Cert",
        "X_Forwarded_For",
        "Forwarded",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "X-Original-URL",
        "X-Original-Host",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Envoy-Internal",
        "x-envoy-upstream-rq-timeout-ms",
        "X-B3-TraceId",
        "b3",
        "baggage",
        "Version",
        "X-Version",
        "Cohort",
        "X-Cohort",
        "Priority",
        "X-Priority"
      })
  void aServiceDoesNotReadOfAClientWhatOnlyTheGatewayMaySay(String name) throws Exception {
    send(to("/api/products").header(name, "6.6.6.6"));

    assertThat(orderServiceWasAsked().headers().contains(name)).as(name).isFalse();
    assertThat(orderServiceWasAsked().headers().entries())
        .noneMatch(header -> header.getValue().contains("6.6.6.6"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Coalmine-Version",
        "x-coalmine-cohort",
        "X-Envoy-Upstream-Service-Time",
        "X-B3-TraceId",
        "X-Forwarded-For",
        "baggage",
        "traceparent",
        "Server",
        "X-Powered-By",
        "X-Application-Context"
      })
  void aClientDoesNotReadWhatServicesSayToTheGateway(String name) throws Exception {
    for (var service : new Backend[] {orders1, orders2}) {
      service.behaves(
          (request, response) ->
              Backend.ok(request, response.header(name, "internal").header("X-Shop-Theme", "a")));
    }

    var headers = send(to("/api/products")).headers();

    assertThat(headers.firstValue(name)).isEmpty();
    assertThat(headers.firstValue("X-Shop-Theme")).contains("a");
  }

  /** Fields that {@code Connection} names end at the next hop, if the client has sent them. */
  @Test
  void aClientCannotTakeAwayWhatTheGatewaySaysOrHasLookedAt() throws Exception {
    var token = issuer.token("ann", Issuer.SHOPPER);
    try (var client = new RawConnection(port)) {
      client.send(
          """
          POST /api/orders HTTP/1.1\r
          Host: here\r
          Connection: authorization, idempotency-key, content-type, x-forwarded-for, x-shop-theme\r
          Connection: x-forwarded-proto, x-forwarded-host, traceparent, x-request-id, host\r
          Authorization: Bearer %s\r
          Idempotency-Key: k-1\r
          Content-Type: application/json\r
          X-Shop-Theme: dark\r
          Content-Length: 2\r
          \r
          {}\
          """
              .formatted(token));
      assertThat(client.answer()).startsWith("http/1.1 200");
    }

    var headers = orderServiceWasAsked().headers();
    assertThat(headers.get("Authorization")).isEqualTo("Bearer " + token);
    assertThat(headers.get("Idempotency-Key")).isEqualTo("k-1");
    assertThat(headers.get("Content-Type")).isEqualTo("application/json");
    assertThat(headers.get("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(headers.get("X-Forwarded-Host")).isEqualTo("here");
    assertThat(headers.names())
        .contains("X-Forwarded-Proto", "traceparent", "X-Request-Id", "host")
        .doesNotContain("X-Shop-Theme");
  }

  @Test
  void stripsWhatOnlyTheGatewayMaySay() throws Exception {
    send(
        to("/api/products")
            .header("X-Forwarded-For", "6.6.6.6")
            .header("X-Forwarded-Prefix", "/evil")
            .header("Forwarded", "for=6.6.6.6")
            .header("X-Real-IP", "6.6.6.6")
            .header("X-Coalmine-Shadow", "true")
            .header("baggage", "shadow=true")
            .header("X-B3-TraceId", TRACE)
            .header("X-Shop-Theme", "dark"));

    var headers = orderServiceWasAsked().headers();
    assertThat(headers.getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(headers.get("X-Forwarded-Host")).isEqualTo("127.0.0.1:" + port);
    assertThat(headers.names())
        .doesNotContain("X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "X-Coalmine-Shadow")
        .doesNotContain("baggage", "X-B3-TraceId")
        .contains("X-Shop-Theme");
  }

  /** RFC 9110 §7.6.1: what a message says of its connection is not for the next one. */
  @Test
  void passesNothingOnThatSpeaksOfAConnection() throws Exception {
    for (var orders : List.of(orders1, orders2)) {
      orders.behaves(
          (request, response) ->
              response
                  .header("Connection", "X-Theirs")
                  .header("X-Theirs", "1")
                  .header("Keep-Alive", "timeout=5")
                  .header("Proxy-Authenticate", "Basic")
                  .header("X-Answer", "1")
                  .sendString(Mono.just("{}")));
    }
    String answer;
    try (var client = new RawConnection(port)) {
      answer =
          client.get(
              "/api/products",
              "Connection: keep-alive, x-mine",
              "X-Mine: 1",
              "Keep-Alive: timeout=5",
              "TE: trailers",
              "Trailer: X-Later",
              "Upgrade: h2c",
              "Proxy-Authorization: Basic eDp5",
              "X-Shop-Theme: dark");
    }
    assertThat(orderServiceWasAsked().headers().names())
        .doesNotContain("X-Mine", "Keep-Alive", "TE", "Trailer", "Upgrade", "Proxy-Authorization")
        .doesNotContain("Connection")
        .contains("X-Shop-Theme");
    assertThat(answer)
        .doesNotContain("x-theirs", "keep-alive:", "proxy-authenticate")
        .contains("x-answer: 1");
  }
}
