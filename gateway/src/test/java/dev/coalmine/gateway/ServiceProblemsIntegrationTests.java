package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class ServiceProblemsIntegrationTests extends GatewayTest {

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 406, 431, 500, 503, 599})
  void putsAProblemInThePlaceOfAServersPage(int status) throws Exception {
    notifications.behaves(
        (_, response) ->
            response
                .status(status)
                .header("Content-Type", "text/html;charset=utf-8")
                .header("Content-Language", "en")
                .header("Retry-After", "7")
                .sendString(Mono.just("<html>Apache Tomcat</html>")));

    var problem = problem(shopper("/api/notifications"));

    assertThat(problem.status()).isEqualTo(status == 599 ? 502 : status);
    assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(problem.header("Content-Language")).isNull();
    assertThat(problem.header("Retry-After")).isEqualTo("7");
    assertThat(problem.body().get("traceId").asString()).hasSize(32);
    assertThat(problem.body().toString()).doesNotContain("Tomcat");
  }

  @Test
  void explainsAnErrorWithoutABody() throws Exception {
    notifications.behaves((_, response) -> response.status(406).send());

    assertThat(problem(shopper("/api/notifications")).slug()).isEqualTo("not-acceptable");
  }

  @Test
  void leavesAServicesOwnProblemAsItIs() throws Exception {
    notifications.behaves(
        (_, response) ->
            response
                .status(409)
                .header("Content-Type", "application/problem+json")
                .sendString(Mono.just("{\"type\":\"https://coalmine.dev/problems/its-own\"}")));

    assertThat(problem(shopper("/api/notifications")).slug()).isEqualTo("its-own");
  }
}
