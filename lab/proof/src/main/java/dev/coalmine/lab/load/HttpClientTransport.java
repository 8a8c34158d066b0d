package dev.coalmine.lab.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** The JDK's client: it sees when the other side has closed a connection that it keeps. */
final class HttpClientTransport implements Transport {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  @Override
  public Response send(
      String method, URI address, Map<String, String> headers, String body, Duration limit)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).timeout(limit);
    headers.forEach(request::header);
    request.method(method, BodyPublishers.ofString(body == null ? "" : body));
    var response = http.send(request.build(), BodyHandlers.ofString());
    long seconds = response.headers().firstValueAsLong("Retry-After").orElse(0);
    return new Response(response.statusCode(), Duration.ofSeconds(seconds), response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
