package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.http.Http.Answer;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.proxy.ListedFault;
import dev.coalmine.lab.proxy.OpenConnection;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The faults of the running proxy, over its control API. */
record ProxyControl(URI address) {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Pattern ID = Pattern.compile("[a-z0-9-]+");
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Empty when the system runs without proxies. */
  static Optional<ProxyControl> find(SystemState system) {
    return system.addresses("proxy").stream().findFirst().map(ProxyControl::new);
  }

  static ProxyControl of(SystemState system) {
    return find(system)
        .orElseThrow(
            () ->
                new UserError(
                    "the system runs without proxies, so no link can fail;"
                        + " start it with ./coalmine up --proxies"));
  }

  ListedFault add(FaultForm form) {
    return JSON.readValue(
        done(send("POST", "/faults", JSON.writeValueAsString(form))).body(), ListedFault.class);
  }

  List<ListedFault> list() {
    return List.of(JSON.readValue(done(send("GET", "/faults", "")).body(), ListedFault[].class));
  }

  List<OpenConnection> connections() {
    return List.of(
        JSON.readValue(done(send("GET", "/connections", "")).body(), OpenConnection[].class));
  }

  /** Whether it was in force. */
  boolean clear(String id) {
    if (!ID.matcher(id).matches()) {
      return false;
    }
    var answer = send("DELETE", "/faults/" + id, "");
    return answer.status() != 404 && done(answer).status() == 200;
  }

  /** How many there were. */
  int clear() {
    return JSON.readTree(done(send("DELETE", "/faults", "")).body()).path("cleared").asInt();
  }

  private static Answer done(Answer answer) {
    if (answer.status() >= 300) {
      throw new UserError(JSON.readTree(answer.body()).path("detail").asString());
    }
    return answer;
  }

  private Answer send(String method, String path, String body) {
    try {
      return Http.send(method, address.resolve(path), LIMIT, body);
    } catch (IOException e) {
      throw new UserError(
          "the proxy does not answer on %s; ./coalmine status shows it".formatted(address), e);
    }
  }
}
