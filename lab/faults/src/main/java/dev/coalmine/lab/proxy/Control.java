package dev.coalmine.lab.proxy;

import dev.coalmine.lab.http.HttpService;
import dev.coalmine.lab.http.HttpService.Request;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Faults over HTTP. Errors are problems as of RFC 9457. */
final class Control implements AutoCloseable {

  private static final int LARGEST_REQUEST = 16 * 1024;
  private static final String FAULT = "/faults/";

  private final List<Link> links;
  private final Faults faults;
  private final HttpService server;
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private record Answer(int status, Object body) {}

  private record Problem(int status, String detail) {}

  /**
   * @throws BindException when the port is in use
   */
  Control(Proxy.Settings settings, List<Link> links, Faults faults) throws IOException {
    this.links = links;
    this.faults = faults;
    try {
      server = HttpService.bind(settings.bind(), settings.port());
    } catch (BindException e) {
      throw new BindException("port %d of the control API is in use".formatted(settings.port()));
    }
    server.serve(LARGEST_REQUEST, this::handle);
  }

  int port() {
    return server.port();
  }

  private HttpService.Answer handle(Request request) {
    var answer = answer(request);
    return new HttpService.Answer(
        answer.status(),
        answer.body() instanceof Problem ? "application/problem+json" : "application/json",
        json.writeValueAsString(answer.body()),
        Map.of());
  }

  private Answer answer(Request request) {
    if (request.line().startsWith("DELETE " + FAULT)) {
      return clear(request.path().substring(FAULT.length()));
    }
    return switch (request.line()) {
      case "GET /health" -> new Answer(200, Map.of("status", "UP"));
      case "GET /links" -> new Answer(200, links.stream().map(Link::state).toList());
      case "GET /connections" ->
          new Answer(200, links.stream().flatMap(link -> link.connections().stream()).toList());
      case "GET /faults" -> new Answer(200, faults.list());
      case "POST /faults" -> add(request.body());
      case "DELETE /faults" -> new Answer(200, Map.of("cleared", faults.clear()));
      default ->
          problem(
              404,
              "there is GET /health, GET /links, GET /connections, GET, POST and DELETE /faults,"
                  + " and DELETE /faults/{id}");
    };
  }

  private Answer add(String body) {
    try {
      var form = json.readValue(body, FaultForm.class);
      if (form == null) {
        return problem(400, "the body is null, not a fault");
      }
      return new Answer(201, faults.add(form));
    } catch (JacksonException e) {
      return problem(400, "the body is no fault in JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return problem(400, e.getMessage());
    }
  }

  private Answer clear(String id) {
    return faults.clear(id)
        ? new Answer(200, Map.of("cleared", 1))
        : problem(404, "there is no fault %s; it may have ended".formatted(id));
  }

  private static Answer problem(int status, String detail) {
    return new Answer(status, new Problem(status, detail));
  }

  @Override
  public void close() {
    server.close();
  }
}
