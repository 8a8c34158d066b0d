package dev.coalmine.platform.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.coalmine.platform.issuer.IssuerSettings;
import dev.coalmine.platform.issuer.SigningKeys;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Correctly signed tokens whose claims are not what the standards say. */
class ClaimsTests {

  private RSAKey key;
  private HttpServer issuer;
  private JwtDecoder decoder;

  @BeforeEach
  void serveKeys() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("known").generate();
    var body = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    var settings = new IssuerSettings(url(), "coalmine", Duration.ZERO, Duration.ofMinutes(5));
    decoder = new IdentityAutoConfiguration().jwtDecoder(settings, new SigningKeys(settings));
  }

  @AfterEach
  void stopIssuer() {
    issuer.stop(0);
  }

  @Test
  void areReadAsNamesAndAsAList() throws Exception {
    for (Object scope : List.of("orders:read x", List.of("orders:read", "x"))) {
      var token = decoder.decode(token("scope", scope));

      assertThat(new JwtGrantedAuthoritiesConverter().convert(token))
          .extracting(GrantedAuthority::getAuthority)
          .containsExactly("SCOPE_orders:read", "SCOPE_x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub", "aud", "exp", "nbf", "scope"})
  void areRefusedWhenTheirTypeIsWrong(String name) {
    for (Object wrong : List.of(Map.of("a", 1), List.of(1, 2), true)) {
      assertThatThrownBy(() -> decoder.decode(token(name, wrong)))
          .as("%s: %s", name, wrong)
          .isInstanceOf(BadJwtException.class); // what a 401 is made of
    }
  }

  private String url() {
    return "http://127.0.0.1:" + issuer.getAddress().getPort();
  }

  private String token(String claim, Object value) throws Exception {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .audience("coalmine")
            .subject("ada")
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .claim(claim, value)
            .build();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
