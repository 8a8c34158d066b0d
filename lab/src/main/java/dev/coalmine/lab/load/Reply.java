package dev.coalmine.lab.load;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of a request.
 *
 * @param status 0 when no attempt was answered in time
 * @param inVain why the attempts before the last one were not enough, in their order
 */
public record Reply(int status, String body, List<String> inVain) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** 1 or more. */
  public int attempts() {
    return inVain.size() + 1;
  }

  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** The last word of a problem's type; the status where it has none. */
  public String reason() {
    if (status == 0) {
      return "no answer";
    }
    if (!body.startsWith("{")) {
      return String.valueOf(status);
    }
    var type = json().path("type").asString("");
    return (status + " " + type.substring(type.lastIndexOf('/') + 1)).strip();
  }
}
