package dev.coalmine.platform.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysTests {

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer issuer;

  @BeforeEach
  void serveKeys() throws Exception {
    serveKeys(0);
  }

  private void serveKeys(int port) throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("known").generate();
    var body = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    issuer.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stopIssuer() {
    issuer.stop(0);
  }

  @Test
  void doesNotFloodTheIssuerWithMadeUpKeyIds() throws Exception {
    var keys = keys(Duration.ofMinutes(5));

    for (int id = 0; id < 100; id++) {
      assertThat(find(keys, "made-up-" + id)).isEmpty();
    }

    assertThat(find(keys, "known")).hasSize(1);
    assertThat(asked).hasValueLessThanOrEqualTo(3);
  }

  @Test
  void keepsTheLastKnownKeysWhileTheIssuerIsAway() throws Exception {
    var keys = keys(Duration.ofSeconds(1));
    assertThat(find(keys, "known")).hasSize(1);

    issuer.stop(0);

    await().during(Duration.ofMillis(1_500)).until(() -> find(keys, "known").size() == 1);
  }

  @Test
  void saysThatItKnowsNothingWhenTheIssuerNeverAnswered() {
    issuer.stop(0);
    var keys = keys(Duration.ofMinutes(5));

    for (int request = 0; request < 5; request++) {
      assertThatThrownBy(() -> find(keys, "known")).isInstanceOf(KeySourceException.class);
    }
  }

  @Test
  void asksAnIssuerThatIsBackWithinSeconds() throws Exception {
    int port = issuer.getAddress().getPort();
    issuer.stop(0);
    var keys = keys(Duration.ofMinutes(5));
    for (int request = 0; request < 5; request++) {
      assertThatThrownBy(() -> find(keys, "known")).isInstanceOf(KeySourceException.class);
    }

    serveKeys(port);

    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(KeySourceException.class)
        .until(() -> find(keys, "known").size() == 1);
  }

  private SigningKeys keys(Duration refresh) {
    var url = "http://127.0.0.1:" + issuer.getAddress().getPort();
    return new SigningKeys(new IssuerSettings(url, "coalmine", Duration.ZERO, refresh));
  }

  private static List<JWK> find(SigningKeys keys, String id) throws KeySourceException {
    return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
  }
}
