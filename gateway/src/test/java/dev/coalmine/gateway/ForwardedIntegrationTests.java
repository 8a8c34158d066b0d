package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** The gateway behind one proxy, which is this test; {@link HeadersIntegrationTests} has none. */
@TestPropertySource(properties = "coalmine.proxies.trusted=127.0.0.0/8")
class ForwardedIntegrationTests extends GatewayTest {

  @Test
  void passesOnTheClientThatItsProxyReports() throws Exception {
    send(
        to("/api/products")
            .header("X-Forwarded-For", "6.6.6.6, 203.0.113.7")
            .header("X-Forwarded-Proto", "https"));

    var headers = orderServiceWasAsked().headers();
    assertThat(headers.getAll("X-Forwarded-For")).containsExactly("203.0.113.7");
    assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("https");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For    | unknown",
        "X-Forwarded-For    | ,",
        "X-Forwarded-For    | localhost",
        "X-Forwarded-Proto  | gopher",
        "X-Forwarded-Port   | abc",
        "X-Forwarded-Host   | [",
        "X-Forwarded-Prefix | /shop",
        "Forwarded          | for=unknown;host=;proto=x"
      })
  void takesNothingElseFromIt(String name, String value) throws Exception {
    var response = send(to("/api/products").header(name, value));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(orderServiceWasAsked().uri()).isEqualTo("/api/products");
    assertThat(orderServiceWasAsked().headers().get("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(orderServiceWasAsked().headers().get("X-Forwarded-Proto")).isEqualTo("http");
  }
}
