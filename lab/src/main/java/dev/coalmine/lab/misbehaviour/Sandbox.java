package dev.coalmine.lab.misbehaviour;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An acquirer sandbox that runs. Each method throws a {@link UserError} when it does not. */
public final class Sandbox {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  private final URI address;
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIME_LIMIT)
          .build();

  public Sandbox(URI address) {
    this.address = address;
  }

  /** Answers all that are in force then. */
  public List<InForce> behave(Behaviour behaviour) {
    return parsed(send("POST", json.writeValueAsString(behaviour)));
  }

  List<InForce> list() {
    return parsed(send("GET", ""));
  }

  String listAsJson() {
    return send("GET", "");
  }

  public void clear() {
    send("DELETE", "");
  }

  private List<InForce> parsed(String answer) {
    try {
      return json.readValue(answer, new TypeReference<>() {});
    } catch (JacksonException e) {
      throw new UserError(strange(), e);
    }
  }

  private String send(String method, String body) {
    var request =
        HttpRequest.newBuilder(address.resolve("/sandbox/behaviour"))
            .timeout(TIME_LIMIT)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return accepted(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UserError(
          "the acquirer sandbox does not answer on %s; see ./coalmine status".formatted(address),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    }
  }

  private String accepted(HttpResponse<String> answer) {
    if (answer.statusCode() == 200) {
      return answer.body();
    }
    throw new UserError(strange());
  }

  private String strange() {
    return "what answers on %s is no acquirer sandbox of this version; start it again with ./coalmine up"
        .formatted(address);
  }
}
