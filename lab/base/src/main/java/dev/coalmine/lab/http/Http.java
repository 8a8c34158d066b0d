package dev.coalmine.lab.http;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests over HTTP/1.1, each with a limit from the connection to the end of the answer. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** The header of a body in JSON. */
  public static final String JSON = "Content-Type: application/json";

  /** The header of a body that is a form. */
  public static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private Http() {}

  /** The header that shows a token or a key. */
  public static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  public record Answer(int status, String body) {

    public boolean isOk() {
      return status / 100 == 2;
    }
  }

  /**
   * @param headers whole lines, such as {@code Accept: application/json}
   * @throws IOException when there is no answer within the limit
   */
  public static Answer get(URI address, Duration limit, String... headers) throws IOException {
    return send("GET", address, limit, "", headers);
  }

  /** Whether a GET is answered with 200 within 5 s. */
  public static boolean isOk(URI address) {
    try {
      return get(address, Duration.ofSeconds(5)).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param headers whole lines, such as {@code Accept: application/json}
   * @throws IOException when there is no answer within the limit
   * @throws UserError when the thread is interrupted
   */
  public static Answer send(
      String method, URI address, Duration limit, String body, String... headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(limit)
            .method(method, BodyPublishers.ofString(body));
    for (var header : headers) {
      var parts = header.split(": ", 2);
      request.header(parts[0], parts[1]);
    }
    try {
      var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    }
  }
}
