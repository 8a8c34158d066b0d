package dev.coalmine.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.coalmine.platform.TestService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** A service whose issuer has never answered. */
@SpringBootTest(
    classes = TestService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "coalmine.identity.issuer=http://127.0.0.1:1")
@ContextConfiguration(initializers = TestService.Servers.class)
class IdentityIntegrationTests {

  @LocalServerPort int port;

  @Test
  void doesNotBlameTheCallerForKeysItCannotRead() throws Exception {
    var answer = get("Bearer " + token());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("https://coalmine.dev/problems/identity-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void refusesWhatIsNoTokenAtAll() throws Exception {
    assertThat(get("Bearer x").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> get(String authorization) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/meals"))
              .header("Authorization", authorization);
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static String token() throws Exception {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
            new JWTClaimsSet.Builder().subject("ada").build());
    token.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    return token.serialize();
  }
}
