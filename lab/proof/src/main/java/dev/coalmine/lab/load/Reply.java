package dev.coalmine.lab.load;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of a request.
 *
 * @param status 0 when the last attempt got no answer
 * @param body then why it got none
 * @param inVain why the attempts before the last one were not enough, in their order
 */
public record Reply(int status, String body, List<String> inVain) {

  private static final JsonMapper JSON = JsonMapper.shared();

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

  /** The id of what was made; null when nothing was. */
  public String id() {
    return isOk() ? json().path("id").asString() : null;
  }

  /** The status and the last word of its problem's type; why there was no answer. */
  public String reason() {
    if (status == 0) {
      return body;
    }
    var type = type();
    return (status + " " + type.substring(type.lastIndexOf('/') + 1)).strip();
  }

  private String type() {
    if (!body.startsWith("{")) {
      return "";
    }
    try {
      return json().path("type").asString("");
    } catch (JacksonException e) {
      return ""; // cut off, or another server's
    }
  }
}
