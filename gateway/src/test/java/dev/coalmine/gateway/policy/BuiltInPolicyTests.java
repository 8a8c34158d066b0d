package dev.coalmine.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.gateway.limit.LimitKey;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.route.Access;
import dev.coalmine.gateway.route.KeyRule;
import dev.coalmine.gateway.route.RoutePolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

class BuiltInPolicyTests {

  private static final Policy POLICY = BuiltIn.policy();

  /** What the tables in code said before there was a file. */
  @ParameterizedTest
  @CsvSource({
    "GET,  /api/products,              order-service,        anyone,              PT3S,  REQUIRED",
    "HEAD, /api/products/85123A,       order-service,        anyone,              PT3S,  REQUIRED",
    "PUT,  /api/products/85123A,       order-service,        catalogue:write,     PT3S,  REQUIRED",
    "POST, /api/orders,                order-service,        orders:write,        PT15S, REQUIRED",
    "GET,  /api/orders,                order-service,        orders:read,         PT5S,  REQUIRED",
    "HEAD, /api/orders/1,              order-service,        orders:read,         PT5S,  REQUIRED",
    "POST, /api/orders/1/cancellation, order-service,        orders:write,        PT5S,  REQUIRED",
    "POST, /api/orders/1/returns,      order-service,        orders:write,        PT5S,  REQUIRED",
    "GET,  /api/notifications/stream,  notification-service, notifications:read,       , REQUIRED",
    "GET,  /api/notifications,         notification-service, notifications:read,  PT3S,  REQUIRED",
    "POST, /webhooks/acquirer,         payment-service,      unchecked,           PT10S, ABSENT"
  })
  void hasTheRoutesThatTheCodeHad(
      String method, String path, String service, String access, Duration limit, KeyRule key) {
    var route = route(method, path);

    assertThat(route.service()).isEqualTo(service);
    assertThat(word(route.access())).isEqualTo(access);
    assertThat(route.timeLimit()).isEqualTo(limit);
    assertThat(route.key()).isEqualTo(key);
  }

  private static String word(Access access) {
    return switch (access) {
      case Access.Unchecked _ -> "unchecked";
      case Access.Anyone _ -> "anyone";
      case Access.Scope(var name) -> name;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/products",
    "GET, /api/products/85123A",
    "HEAD, /api/orders",
    "GET, /api/orders/1",
    "GET, /api/notifications"
  })
  void limitsReadsByAddress(String method, String path) {
    assertThat(route(method, path).limits())
        .singleElement()
        .satisfies(
            limit -> {
              assertThat(limit.by()).isEqualTo(LimitKey.ADDRESS);
              assertThat(limit.permits()).isEqualTo(100);
              assertThat(limit.period()).isEqualTo(Duration.ofSeconds(1));
              assertThat(limit.burst()).isEqualTo(200);
            });
  }

  @ParameterizedTest
  @CsvSource({"/api/orders", "/api/orders/1/cancellation", "/api/orders/1/returns"})
  void limitsWhatACustomerAsksFor(String path) {
    assertThat(route("POST", path).limits())
        .extracting(LimitRule::by)
        .containsExactly(LimitKey.ADDRESS, LimitKey.CUSTOMER);
  }

  /** Without one, forged tokens would have verifications without a limit. */
  @ParameterizedTest
  @CsvSource({
    "PUT, /api/products/85123A",
    "POST, /api/orders",
    "POST, /api/orders/1/cancellation",
    "POST, /api/orders/1/returns",
    "GET, /api/notifications/stream"
  })
  void limitsTheAddressOfEachTokenThatIsVerified(String method, String path) {
    assertThat(route(method, path).limits().stream().map(LimitRule::by))
        .startsWith(LimitKey.ADDRESS);
  }

  /** The lab's client is exempt once its token is known, and each of its customers has a token. */
  @Test
  void admitsTwoThousandNewTokensOfAnAddressAtOnce() {
    assertThat(route("POST", "/api/orders").limits().getFirst())
        .returns(2_000L, LimitRule::burst)
        .returns(1_000L, LimitRule::permits)
        .returns(Duration.ofSeconds(1), LimitRule::period);
  }

  @Test
  void exemptsNoClientAndWarnsOfNothing() {
    var reading = PolicyReader.read("the built-in policy", PolicyFile.at("").read());

    assertThat(reading.policy().exemptClients()).isEmpty();
    assertThat(reading.warnings()).isEmpty();
  }

  @Test
  void hasMethodsInTheOrderOfAllow() {
    assertThat(POLICY.methods())
        .isEqualTo(List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT));
  }

  private static RoutePolicy route(String method, String path) {
    return POLICY.find(HttpMethod.valueOf(method), path).policy();
  }
}
