package dev.coalmine.lab.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Tokens that name a key which no issuer has. Services keep known keys for minutes and would not
 * ask the issuer soon after an outage. Such a token makes every service ask at once.
 */
final class UnknownKeyTokens implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final List<URI> services;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  /**
   * @param services addresses of gateways and services, each of which checks tokens itself
   */
  UnknownKeyTokens(List<URI> services) {
    this.services = List.copyOf(services);
  }

  /** One to each, without waiting for the answers: it is the issuer's link that is looked at. */
  void present() {
    for (var service : services) {
      var request =
          HttpRequest.newBuilder(service.resolve("/api/orders"))
              .timeout(LIMIT)
              .header("Authorization", "Bearer " + token())
              .build();
      http.sendAsync(request, BodyHandlers.discarding());
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

  @Override
  public void close() {
    http.shutdownNow();
  }
}
