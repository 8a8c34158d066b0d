package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsIntegrationTests extends GatewayTest {

  @Test
  void answersHeadAsGetWithoutItsBody() throws Exception {
    var catalogue = send(to("/api/products").HEAD());
    var own = send(shopper("/api/orders").HEAD());

    assertThat(catalogue.statusCode()).isEqualTo(200);
    assertThat(catalogue.body()).isEmpty();
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(askedOfOrders()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE  | /api/products          | GET, HEAD",
        "POST    | /api/products          | GET, HEAD",
        "DELETE  | /api/products/85123A   | GET, HEAD, PUT",
        "PATCH   | /api/orders            | GET, HEAD, POST",
        "DELETE  | /api/orders/1          | GET, HEAD",
        "GET     | /api/orders/1/returns  | POST",
        "HEAD    | /api/notifications/stream | GET",
        "GET     | /webhooks/acquirer     | POST",
        "OPTIONS | /api/orders            | GET, HEAD, POST",
        "TRACE   | /api/orders            | GET, HEAD, POST"
      })
  void saysWhichMethodsThereAreBeforeItAsksForAToken(String method, String path, String allowed)
      throws Exception {
    var response = send(to(path).method(method, BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
    if (!method.equals("HEAD")) {
      assertThat(response.body()).contains("problems/method-not-allowed", "traceId");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/orders", "/api/products", "/nowhere"})
  void doesNotKnowAMethodThatHttpDoesNotHave(String path) throws Exception {
    var problem = problem(to(path).method("FETCH", BodyPublishers.noBody()));

    assertThat(problem.status()).isEqualTo(501);
    assertThat(problem.slug()).isEqualTo("method-unknown");
  }

  @Test
  void aDeletedNowhereIsStillNowhere() throws Exception {
    assertThat(problem(to("/nowhere").DELETE()).slug()).isEqualTo("no-route");
  }
}
