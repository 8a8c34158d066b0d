package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityIntegrationTests extends GatewayTest {

  @Test
  void letsACustomerReadTheirOrders() throws Exception {
    var response = send(shopper("/api/orders?limit=3"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(orderServiceWasAsked().uri()).isEqualTo("/api/orders?limit=3");
    assertThat(orderServiceWasAsked().headers().get("Authorization")).startsWith("Bearer ");
  }

  @Test
  void letsAnyoneBrowse() throws Exception {
    assertThat(send(to("/api/products?query=teapot")).statusCode()).isEqualTo(200);
    assertThat(send(to("/api/products/85123A")).statusCode()).isEqualTo(200);
  }

  @Test
  void rejectsAMissingToken() throws Exception {
    var problem = problem(to("/api/orders"));

    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.slug()).isEqualTo("token-missing");
    assertThat(problem.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void rejectsAnExpiredToken() throws Exception {
    var expired = issuer.token(c -> c.expirationTime(Date.from(Instant.now().minusSeconds(1))));

    rejects(expired, "expired");
  }

  @Test
  void rejectsAForgedToken() throws Exception {
    rejects(issuer.forged(), "signature");
  }

  @Test
  void rejectsAnUnsignedToken() throws Exception {
    rejects("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.", "not a signed JWT");
  }

  /** A head that is JSON, and no object. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bnVsbA.e30.x",
        "bnVsbA..",
        "bnVsbA.bnVsbA.bnVsbA",
        "MQ.e30.x",
        "W10.e30.x",
        "..",
        "."
      })
  void rejectsAHeadThatIsNoObject(String token) throws Exception {
    rejects(token, "not a signed JWT");
  }

  /** JWS has no compression (RFC 7515), so such a token is made for another reader. */
  @Test
  void rejectsATokenThatSaysItIsCompressed() throws Exception {
    rejects(issuer.withParameter("zip", "DEF"), "compressed");
  }

  @Test
  void readsNoneOfTwoTokens() throws Exception {
    var token = issuer.token("ann", Issuer.SHOPPER);
    for (var second : new String[] {"Bearer " + token, "Bearer x", "Basic x", ""}) {
      var problem = problem(as(token, "/api/orders").header("Authorization", second));

      assertThat(problem.status()).isEqualTo(400);
      assertThat(problem.slug()).isEqualTo("invalid-request");
    }
    assertThat(askedOfOrders()).isZero();
  }

  @Test
  void rejectsAnotherAudience() throws Exception {
    rejects(issuer.token(c -> c.audience("elsewhere")), "audience");
  }

  @Test
  void rejectsAnotherIssuer() throws Exception {
    rejects(issuer.token(c -> c.issuer("http://elsewhere")), "issuer");
  }

  private void rejects(String token, String because) throws Exception {
    var problem = problem(as(token, "/api/orders"));

    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.slug()).isEqualTo("token-invalid");
    assertThat(problem.body().get("detail").asString()).contains(because);
    assertThat(problem.header("WWW-Authenticate")).contains("invalid_token");
    assertThat(askedOfOrders()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/orders, orders:write, orders:read",
    "POST, /api/orders, orders:read, orders:write",
    "PUT, /api/products/85123A, orders:write, catalogue:write",
    "GET, /api/notifications, orders:read, notifications:read",
    "GET, /api/notifications/stream, orders:read, notifications:read"
  })
  void asksForTheRoutesScope(String method, String path, String has, String needs)
      throws Exception {
    var problem =
        problem(
            as(issuer.token("ann", has), path)
                .header("Idempotency-Key", "k")
                .method(method, BodyPublishers.noBody()));

    assertThat(problem.status()).isEqualTo(403);
    assertThat(problem.slug()).isEqualTo("scope-missing");
    assertThat(problem.header("WWW-Authenticate")).contains(needs);
  }

  @Test
  void leavesTheWebhooksCallerToTheService() throws Exception {
    var response =
        send(
            to("/webhooks/acquirer")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Stripe-Signature", "t=1,v1=2")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(payments.asked.getFirst().headers().get("Stripe-Signature")).isEqualTo("t=1,v1=2");
  }
}
