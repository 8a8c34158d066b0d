package dev.coalmine.lab.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Requests of the launcher to what it starts. */
final class Http {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private Http() {}

  record Answer(int status, String body) {}

  static Answer get(URI address, Map<String, String> headers) throws IOException {
    return send("GET", address, headers, "");
  }

  static Answer send(String method, URI address, Map<String, String> headers, String body)
      throws IOException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Whether it answers 200. */
  static boolean isOk(URI address) {
    try {
      return get(address, Map.of()).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
