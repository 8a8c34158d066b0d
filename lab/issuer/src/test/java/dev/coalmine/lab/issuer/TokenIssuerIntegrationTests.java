package dev.coalmine.lab.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuerIntegrationTests {

  private static final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path data;

  private TokenIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = TokenIssuer.start(new TokenIssuer.Settings(0, data, null));
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void signsWhatItsPublishedKeyVerifies() throws Exception {
    var token = fetch(TokenRequest.of("ann"));

    assertThat(verified(token)).isTrue();
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo("ann");
    assertThat(claims.getIssuer()).isEqualTo(issuer.uri().toString());
    assertThat(claims.getAudience()).containsExactly("coalmine");
    assertThat(claims.getStringClaim("scope"))
        .isEqualTo("orders:read orders:write notifications:read");
    assertThat(claims.getStringClaim("email")).isEqualTo("ann@example.test");
    assertThat(claims.getExpirationTime()).isBetween(in(3_590), in(3_601));
  }

  @Test
  void givesWhatIsAskedFor() throws Exception {
    var wanted = new TokenRequest("bob", List.of("catalogue:write"), "bob@shop.example", 60);

    var claims = fetch(wanted).getJWTClaimsSet();

    assertThat(claims.getStringClaim("scope")).isEqualTo("catalogue:write");
    assertThat(claims.getStringClaim("email")).isEqualTo("bob@shop.example");
    assertThat(claims.getExpirationTime()).isBefore(in(61));
  }

  @Test
  void namesTheClientThatAsks() throws Exception {
    assertThat(client(TokenRequest.of("ann"))).isEqualTo("web-shop");
    assertThat(client(TokenRequest.of("ann").byLab())).isEqualTo("coalmine-lab");
    assertThat(client(new TokenRequest("ann", null, null, 60, "partner.1"))).isEqualTo("partner.1");
  }

  private String client(TokenRequest wanted) throws Exception {
    return fetch(wanted).getJWTClaimsSet().getStringClaim("client_id");
  }

  @Test
  void keepsItsKeyOverARestart() throws Exception {
    var before = fetch(TokenRequest.of("ann"));
    stop();
    start();
    assertThat(verified(before)).isTrue();
  }

  @Test
  void keepsItsKeyToItself() throws Exception {
    assertThat(get("/.well-known/jwks.json").body()).contains("\"n\":").doesNotContain("\"d\":");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("signing-key.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void saysWhereItsKeysAre() throws Exception {
    assertThat(get("/.well-known/openid-configuration").body())
        .contains("\"jwks_uri\":\"" + issuer.uri() + "/.well-known/jwks.json\"");
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sub=",
        "sub=a%20b",
        "sub=%0d%0aBcc:x",
        "sub=ann&scope=admin",
        "sub=ann&ttl=0",
        "sub=ann&ttl=86401",
        "sub=ann&ttl=soon",
        "sub=ann&email=none",
        "sub=ann&email=a..b@c.test",
        "sub=ann&email=a@b..test",
        "sub=ann..lee",
        "sub=ann&client_id=a%20b",
        "sub=%zz"
      })
  void refusesNonsense(String form) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(issuer.uri().resolve("/token"))
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_request");
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var tokens = new Tokens(URI.create("http://127.0.0.1:" + free));
    assertThatThrownBy(() -> tokens.fetch(TokenRequest.of("ann")))
        .hasMessageContaining("does not answer");
  }

  @Test
  void doesNotShareItsPort() {
    var same = new TokenIssuer.Settings(issuer.uri().getPort(), data, null);
    assertThatThrownBy(() -> TokenIssuer.start(same)).isInstanceOf(BindException.class);
  }

  private SignedJWT fetch(TokenRequest wanted) throws Exception {
    return SignedJWT.parse(new Tokens(issuer.uri()).fetch(wanted));
  }

  private boolean verified(SignedJWT token) throws Exception {
    var keys = JWKSet.parse(get("/.well-known/jwks.json").body());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
    return token.verify(new RSASSAVerifier(key.toRSAKey()));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(issuer.uri().resolve(path)).build(), BodyHandlers.ofString());
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}
