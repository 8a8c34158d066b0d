package dev.coalmine.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class PoliciesTests {

  private final Policy first = BuiltIn.policy();
  private final Policy second =
      PolicyReader.read(
              "p", BuiltIn.text().replace("100/s", "50/s").getBytes(StandardCharsets.UTF_8))
          .policy();
  private final Policies policies = new Policies(first);

  @Test
  void anExchangeSeesThePolicyThatItBeganWith() {
    var before = MockServerWebExchange.from(MockServerHttpRequest.get("/api/products"));
    var match = policies.match(before);

    policies.replace(second);
    var after = MockServerWebExchange.from(MockServerHttpRequest.get("/api/products"));

    assertThat(policies.match(before)).isSameAs(match);
    assertThat(policies.match(before.mutate().build()).policy()).isSameAs(first);
    assertThat(Policy.of(before)).isSameAs(first);
    assertThat(policies.match(after).policy()).isSameAs(second);
  }

  @Test
  void aRouteOfAnEarlierPolicyIsNotKept() {
    var filters = new RouteFilters(List.of());
    var route = first.find(HttpMethod.GET, "/api/products").framework();
    var next = second.find(HttpMethod.GET, "/api/products").framework();

    assertThat(filters.getCombinedFilters(route)).isEqualTo(filters.getCombinedFilters(next));
    assertThat(filters)
        .as("the framework's map of filters, by route")
        .extracting("routeFilterMap")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .isEmpty();
  }
}
