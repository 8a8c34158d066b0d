package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.coalmine.lab.servers.TestServers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Limits as a client sees them, with a Redis and a policy whose limits are small. */
@ContextConfiguration(initializers = RateLimitsThroughTheChainTests.SmallLimits.class)
@ExtendWith(OutputCaptureExtension.class)
class RateLimitsThroughTheChainTests extends GatewayTest {

  /** Each proxied request comes from this address, if it is not told another one. */
  private static final String FORWARDED = "X-Forwarded-For";

  private static final Path small =
      PolicyFiles.withChanges(
          "exempt-clients: []",
          "exempt-clients: [lab]",
          "{by: address, rate: 100/s, burst: 200, lease: 10}",
          "{by: address, rate: 2/h, burst: 5, lease: 3}",
          "  orders-per-customer: {by: customer, rate: 60/min, burst: 20}",
          """
            orders-per-customer: {by: customer, rate: 1/h, burst: 2}
            orders-per-client: {by: client, rate: 3/h, algorithm: sliding-log}
            orders-counted: {by: customer, rate: 1/d, burst: 1, mode: count}
          """
              .stripTrailing(),
          "limits: [writes-per-address, orders-per-customer]",
          "limits: [writes-per-address, orders-per-customer, orders-per-client, orders-counted]");

  @DynamicPropertySource
  static void limits(DynamicPropertyRegistry settings) {
    settings.add("coalmine.limits.redis.host", () -> "127.0.0.1");
    settings.add("coalmine.limits.redis.port", TestServers::redis);
    settings.add("coalmine.limits.time-limit", () -> "1s");
    settings.add("coalmine.proxies.trusted", () -> "127.0.0.0/8");
    settings.add("coalmine.cors.products.origins", () -> "https://shop.example");
  }

  /** In the place of the policy that all tests have. */
  static class SmallLimits
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of("coalmine.policy.file=" + small).applyTo(context);
    }
  }

  /** Notes which threads the requests are on behind the limits by address. */
  @TestConfiguration
  static class Threads implements RouteFilter {

    private static final Set<String> names = ConcurrentHashMap.newKeySet();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
      names.add(Thread.currentThread().getName());
      return chain.filter(exchange);
    }

    @Override
    public int getOrder() {
      return FilterOrder.STREAM_END.order();
    }
  }

  @Autowired MeterRegistry meters;

  @Test
  void goesOnWithARequestOnTheThreadOfItsConnectionWhenRedisHasAnswered() throws Exception {
    Threads.names.clear();
    double before = askedOfRedis();

    for (int i = 0; i < 5; i++) {
      send(to("/api/products").header(FORWARDED, "203.0.113.%d".formatted(20 + i)));
    }

    assertThat(askedOfRedis() - before).isEqualTo(5);
    assertThat(Threads.names).isNotEmpty().allMatch(name -> name.startsWith("webflux-http-"));
  }

  private double askedOfRedis() {
    return meters.get("gateway.limit.decisions").tag("source", "redis").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void refusesAnAddressBeyondItsLimit() throws Exception {
    HttpResponse<String> last = null;
    for (int i = 0; i < 5; i++) {
      last = send(to("/api/products").header(FORWARDED, "203.0.113.1"));
      assertThat(last.statusCode()).isEqualTo(200);
    }
    assertThat(header(last, "RateLimit-Policy")).isEqualTo("\"reads-per-address\";q=5;w=9000");
    assertThat(StructuredList.parse(header(last, "RateLimit")).get("reads-per-address"))
        .containsEntry("r", 0L)
        .hasEntrySatisfying("t", t -> assertThat(t).isBetween(8_000L, 9_000L));

    var problem = problem(to("/api/products").header(FORWARDED, "203.0.113.1"));

    assertThat(problem.status()).isEqualTo(429);
    assertThat(problem.slug()).isEqualTo("rate-limited");
    assertThat(problem.body().path("detail").asString())
        .contains("reads-per-address", "2 requests per hour");
    var wait = Long.parseLong(problem.header("Retry-After"));
    assertThat(wait).isBetween(1_000L, 1_800L);
    assertThat(StructuredList.parse(problem.header("RateLimit")).get("reads-per-address"))
        .containsEntry("r", 0L)
        .containsEntry("t", wait);
    assertThat(askedOfOrders()).isEqualTo(5);
  }

  @Test
  void countsTheAddressesOfAnIpv6NetworkTogether() throws Exception {
    for (int i = 0; i < 5; i++) {
      send(to("/api/products").header(FORWARDED, "2001:db8:0:1::" + (i + 1)));
    }

    assertThat(status(to("/api/products").header(FORWARDED, "2001:db8:0:1:ffff::1")))
        .isEqualTo(429);
    assertThat(status(to("/api/products").header(FORWARDED, "2001:db8:0:2::1"))).isEqualTo(200);
  }

  @Test
  void refusesAnAddressBeforeItsTokenIsVerified() throws Exception {
    for (int i = 0; i < 5; i++) {
      send(to("/api/products").header(FORWARDED, "203.0.113.3"));
    }

    assertThat(status(as(issuer.forged(), "/api/products").header(FORWARDED, "203.0.113.3")))
        .isEqualTo(429);
  }

  @Test
  void refusesACustomerBeyondItsLimitAndTellsOfEachLimitThatWasAsked() throws Exception {
    var ben = token("ben", claims -> claims.claim("client_id", "shop-" + UUID.randomUUID()));

    var first = send(ordering(ben));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(StructuredList.parse(header(first, "RateLimit")))
        .containsOnlyKeys("writes-per-address", "orders-per-customer", "orders-per-client")
        .hasEntrySatisfying("orders-per-client", it -> assertThat(it).containsEntry("r", 2L));
    assertThat(StructuredList.parse(header(first, "RateLimit-Policy")))
        .hasEntrySatisfying(
            "orders-per-customer",
            it -> assertThat(it).containsEntry("q", 2L).containsEntry("w", 7_200L))
        .hasEntrySatisfying(
            "orders-per-client",
            it -> assertThat(it).containsEntry("q", 3L).containsEntry("w", 3_600L));
    assertThat(status(ordering(ben))).isEqualTo(200);

    var problem = problem(ordering(ben));

    assertThat(problem.status()).isEqualTo(429);
    assertThat(problem.body().path("detail").asString()).contains("orders-per-customer");
    assertThat(StructuredList.parse(problem.header("RateLimit")))
        .containsOnlyKeys("writes-per-address", "orders-per-customer");
    assertThat(
            meters
                    .counter(
                        "gateway.limit.decisions",
                        "limit",
                        "orders-counted",
                        "decision",
                        "counted",
                        "source",
                        "lease")
                    .count()
                + meters
                    .counter(
                        "gateway.limit.decisions",
                        "limit",
                        "orders-counted",
                        "decision",
                        "counted",
                        "source",
                        "redis")
                    .count())
        .isPositive();
  }

  @Test
  void countsTheCustomersOfAClientTogether() throws Exception {
    var shop = "shop-" + UUID.randomUUID();
    for (var customer : new String[] {"c1", "c2", "c3"}) {
      assertThat(status(ordering(token(customer, claims -> claims.claim("azp", shop)))))
          .isEqualTo(200);
    }

    var problem = problem(ordering(token("c4", claims -> claims.claim("client_id", shop))));

    assertThat(problem.status()).isEqualTo(429);
    assertThat(problem.body().path("detail").asString()).contains("orders-per-client");
  }

  @Test
  void limitsNoExemptClient() throws Exception {
    var lab = token("dora", claims -> claims.claim("client_id", "lab"));

    assertThat(StructuredList.parse(header(send(ordering(lab)), "RateLimit")))
        .as("a token that is not known yet counts for its address")
        .containsOnlyKeys("writes-per-address");
    for (int i = 0; i < 6; i++) {
      var response = send(ordering(lab));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("RateLimit")).isEmpty();
    }
    for (int i = 0; i < 8; i++) {
      assertThat(status(as(lab, "/api/products").header(FORWARDED, "203.0.113.5"))).isEqualTo(200);
    }
    assertThat(send(to("/api/products").header(FORWARDED, "203.0.113.5")).headers().map())
        .containsKey("ratelimit");
  }

  /** A token that names an exempt client and was signed with another key exempts from nothing. */
  @Test
  void limitsAForgedExemptClient() throws Exception {
    var forged = issuer.forged(claims -> claims.claim("client_id", "lab"));
    for (int i = 0; i < 5; i++) {
      send(as(forged, "/api/products").header(FORWARDED, "203.0.113.6"));
    }

    assertThat(status(as(forged, "/api/products").header(FORWARDED, "203.0.113.6"))).isEqualTo(429);
  }

  @Test
  void letsNoServiceOverrideWhatIsLeft() throws Exception {
    for (var backend : new Backend[] {orders1, orders2}) {
      backend.behaves(
          (_, response) ->
              response
                  .status(404)
                  .header("RateLimit", "\"theirs\";r=999;t=1")
                  .header("RateLimit-Policy", "\"theirs\";q=999;w=1")
                  .header("Content-Type", "application/problem+json")
                  .sendString(Mono.just("{}")));
    }

    var response = send(to("/api/products/x").header(FORWARDED, "203.0.113.7"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().allValues("RateLimit")).hasSize(1);
    assertThat(StructuredList.parse(header(response, "RateLimit")))
        .containsOnlyKeys("reads-per-address");
    assertThat(StructuredList.parse(header(response, "RateLimit-Policy")))
        .containsOnlyKeys("reads-per-address");
  }

  @Test
  void letsAPageOfAnotherOriginReadTheHeaders() throws Exception {
    for (int i = 0; i < 6; i++) {
      var response =
          send(
              to("/api/products")
                  .header(FORWARDED, "203.0.113.8")
                  .header("Origin", "https://shop.example"));
      assertThat(response.statusCode()).isEqualTo(i < 5 ? 200 : 429);
      assertThat(header(response, "Access-Control-Expose-Headers"))
          .contains("RateLimit", "RateLimit-Policy", "Retry-After");
    }
  }

  @Test
  void saysInTheAccessLogWhichLimitDecided(CapturedOutput output) throws Exception {
    for (int i = 0; i < 6; i++) {
      send(to("/api/products").header(FORWARDED, "203.0.113.9"));
    }

    // the line is written when the answer has ended, which its client may see first
    await().until(() -> limits(output).size() == 6);
    assertThat(limits(output).getFirst()).contains("reads-per-address", "admitted", ":4}");
    assertThat(limits(output).getLast()).contains("reads-per-address", "refused", ":0}");
  }

  private static List<String> limits(CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.contains("203.0.113.9"))
        .map(line -> line.substring(line.indexOf("\"limit\":{"), line.indexOf(",\"attempts\"")))
        .toList();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return send(request).statusCode();
  }

  /** A customer of each test run, because the Redis is that of all tests. */
  private static String token(String name, UnaryOperator<JWTClaimsSet.Builder> claims) {
    return issuer.token(it -> claims.apply(it.subject(name + "-" + UUID.randomUUID())));
  }

  private HttpRequest.Builder ordering(String token) {
    return as(token, "/api/orders")
        .header(FORWARDED, "203.0.113.200")
        .header("Idempotency-Key", "k-1")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{}"));
  }
}
