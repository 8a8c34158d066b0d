package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties = {
      "coalmine.cors.products.origins=*",
      "coalmine.cors.orders.origins=https://shop.example"
    })
class CorsIntegrationTests extends GatewayTest {

  private static final String SHOP = "https://shop.example";
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  @Test
  void answersAPreflight() throws Exception {
    var response = send(preflight("/api/orders", SHOP, "POST", "authorization, idempotency-key"));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, ALLOWED)).isEqualTo(SHOP);
    assertThat(header(response, "Access-Control-Allow-Methods")).contains("POST");
    assertThat(header(response, "Access-Control-Allow-Headers")).contains("idempotency-key");
    assertThat(header(response, "Access-Control-Max-Age")).isEqualTo("1800");
    assertThat(header(response, "Access-Control-Allow-Credentials")).isNull();
    assertThat(response.headers().allValues("Vary")).contains("Origin");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orders, 401", // no token
    "/api/orders//1, 400", // no plain path
    "/api/orders/1/2/3, 404"
  })
  void letsAPageReadWhyItWasRefused(String path, int status) throws Exception {
    var response = send(to(path).header("Origin", SHOP));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, ALLOWED)).isEqualTo(SHOP);
    assertThat(header(response, "Access-Control-Expose-Headers")).contains("Retry-After");
    assertThat(response.body()).contains("traceId");
  }

  @Test
  void letsAPageReadThatAServiceIsAway() throws Exception {
    orders1.kill();
    orders2.kill();

    var response = send(shopper("/api/orders").header("Origin", SHOP));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, ALLOWED)).isEqualTo(SHOP);
  }

  @Test
  void letsAPageReadAnAnswer() throws Exception {
    var response = send(to("/api/products").header("Origin", "https://any.example"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, ALLOWED)).isEqualTo("*");
  }

  @Test
  void refusesAnotherOrigin() throws Exception {
    var problem =
        problem(preflight("/api/orders", "https://evil.example", "POST", "authorization"));

    assertThat(problem.status()).isEqualTo(403);
    assertThat(problem.slug()).isEqualTo("origin-not-allowed");
    assertThat(problem.header(ALLOWED)).isNull();
  }

  /** The API's own page behind a proxy that ends TLS, and a program that is no browser. */
  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1", "https://evil.example", "null", "%%%", "http://["})
  void servesARequestOfAnyOriginAndLetsNoOtherPageReadIt(String origin) throws Exception {
    var response = send(shopper("/api/orders").header("Origin", origin));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, ALLOWED)).isNull();
    assertThat(response.headers().allValues("Vary")).contains("Origin");
  }

  @Test
  void saysWhichMethodsThereAreToAPageThatMayRead() throws Exception {
    var response = send(to("/api/orders").header("Origin", SHOP).DELETE());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, POST");
    assertThat(header(response, ALLOWED)).isEqualTo(SHOP);
  }

  @Test
  void isOffWhereNoOriginIsNamed() throws Exception {
    var preflight = send(preflight("/api/notifications", SHOP, "GET", "authorization"));
    var request = send(shopper("/api/notifications").header("Origin", SHOP));

    assertThat(preflight.statusCode()).isEqualTo(405);
    assertThat(header(preflight, ALLOWED)).isNull();
    assertThat(request.statusCode()).isEqualTo(200);
    assertThat(header(request, ALLOWED)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/", "/api/notifications/1/2", "/actuator/health"})
  void doesNotKnowAnAddressThatIsNot(String path) throws Exception {
    var problem = problem(preflight(path, SHOP, "POST", "authorization"));

    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.slug()).isEqualTo("no-route");
    assertThat(problem.body().get("instance").asString()).isEqualTo(path);
  }

  private HttpRequest.Builder preflight(String path, String origin, String method, String headers) {
    return to(path)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", headers)
        .method("OPTIONS", BodyPublishers.noBody());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }
}
