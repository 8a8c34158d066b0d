package dev.coalmine.lab.misbehaviour;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An acquirer sandbox that runs. Each method throws a {@link UserError} when it does not. */
public record Sandbox(URI address) {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Answers all that are in force then. */
  public List<InForce> behave(Behaviour behaviour) {
    return parsed(send("POST", JSON.writeValueAsString(behaviour)));
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
      return JSON.readValue(answer, new TypeReference<>() {});
    } catch (JacksonException e) {
      throw new UserError(strange(), e);
    }
  }

  private String send(String method, String body) {
    try {
      var answer = Http.send(method, address.resolve("/sandbox/behaviour"), TIME_LIMIT, body);
      if (answer.status() != 200) {
        throw new UserError(strange());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UserError(
          "the acquirer sandbox does not answer on %s; see ./coalmine status".formatted(address),
          e);
    }
  }

  private String strange() {
    return "what answers on %s is no acquirer sandbox of this version; start it again with ./coalmine up"
        .formatted(address);
  }
}
