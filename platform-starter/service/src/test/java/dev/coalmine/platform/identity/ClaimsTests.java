package dev.coalmine.platform.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.coalmine.platform.issuer.IssuerSettings;
import dev.coalmine.platform.issuer.SigningKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Correctly signed tokens whose claims are not what the standards say. */
class ClaimsTests {

  private static final Path EXAMPLES = Path.of("../../contracts/identity/claims.json");

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

  /** {@code contracts/identity}, which the gateway is tested against as well. */
  static List<Example> examples() throws IOException {
    return JsonMapper.shared()
        .readValue(Files.readString(EXAMPLES), new TypeReference<List<Example>>() {});
  }

  record Example(String claim, Object value, boolean accepted) {}

  @ParameterizedTest
  @MethodSource("examples")
  void areWhatTheContractSays(Example example) throws Exception {
    var token = token(example.claim(), example.value());

    if (example.accepted()) {
      assertThat(decoder.decode(token)).isNotNull();
    } else {
      assertThatThrownBy(() -> decoder.decode(token))
          .isInstanceOf(BadJwtException.class); // what a 401 is made of
    }
  }

  private String url() {
    return "http://127.0.0.1:" + issuer.getAddress().getPort();
  }

  /** Of the claims as they are: a builder would mend some of them. */
  private String token(String claim, Object value) throws Exception {
    var claims = new HashMap<String, Object>();
    claims.put("iss", url());
    claims.put("aud", "coalmine");
    claims.put("sub", "ada");
    claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    claims.put(claim, value);
    var ascii =
        JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
            .build();
    var token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new Payload(ascii.writeValueAsBytes(claims)));
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
