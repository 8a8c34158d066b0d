package dev.coalmine.lab.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Tokens that name a key which no issuer has. Services keep known keys for minutes and would not
 * ask the issuer soon after an outage. Such a token makes every service ask at once.
 *
 * @param services addresses of gateways and services, each of which checks tokens itself
 */
record UnknownKeyTokens(List<URI> services) {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** One to each, without waiting for the answers: it is the issuer's link that is looked at. */
  void present() {
    for (var service : services) {
      Thread.startVirtualThread(() -> present(service));
    }
  }

  private static void present(URI service) {
    try {
      Http.get(service.resolve("/api/orders"), LIMIT, Http.bearer(token()));
    } catch (IOException e) {
      // the token is shown again in a second
    }
  }

  static String token() {
    var id = UUID.randomUUID().toString();
    return String.join(
        ".",
        encoded("{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(id)),
        encoded("{\"sub\":\"outage\"}"),
        encoded("not a signature"));
  }

  private static String encoded(String part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8));
  }
}
