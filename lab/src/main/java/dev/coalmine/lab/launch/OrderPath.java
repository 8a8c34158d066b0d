package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Whether an order can be placed: every instance is registered, every gateway reaches all. */
final class OrderPath {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int POLL_MS = 100;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SystemState system;
  private String token;

  OrderPath(SystemState system) {
    this.system = system;
  }

  void awaitOpen() {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      var closed = closed();
      if (closed.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new LaunchFailure(
            "all parts are ready, but no order can be placed after %d s: %s"
                .formatted(LIMIT.toSeconds(), String.join("; ", closed)));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LaunchFailure("interrupted");
      }
    }
  }

  /** What does not work yet. */
  private List<String> closed() {
    var closed = new ArrayList<String>();
    try {
      missingFromRegistry(closed);
      if (token == null) {
        token = new Tokens(system.issuer()).fetch(TokenRequest.of("coalmine-probe").byLab());
      }
      for (var gateway : system.gateways()) {
        route(closed, gateway, "/api/products?limit=1", 200);
        route(closed, gateway, "/api/orders?limit=1", 200);
        route(closed, gateway, "/api/notifications?limit=1", 200);
      }
    } catch (IOException e) {
      closed.add(e.toString());
    }
    return closed;
  }

  private void route(List<String> closed, URI gateway, String path, int wanted) throws IOException {
    var answer = Http.get(gateway.resolve(path), ANSWER, Http.bearer(token));
    if (answer.status() != wanted) {
      closed.add("GET %s answers %d".formatted(gateway.resolve(path), answer.status()));
    }
  }

  private void missingFromRegistry(List<String> closed) throws IOException {
    var answer =
        Http.get(system.discovery().resolve("/eureka/apps"), ANSWER, "Accept: application/json");
    var registered = registered(answer.body());
    for (var part : system.parts()) {
      if (Topology.SERVICES.contains(part.service())
          && !part.service().equals("discovery")
          && !registered.getOrDefault(part.service(), List.of()).contains(part.frontPort())) {
        closed.add(part.name() + " is not in the registry");
      }
    }
  }

  /** Ports by service, of the instances that are up. */
  static Map<String, List<Integer>> registered(String body) {
    var ports = new HashMap<String, List<Integer>>();
    for (var application : JSON.readTree(body).path("applications").path("application")) {
      for (var instance : application.path("instance")) {
        if (instance.path("status").asString().equals("UP")) {
          ports
              .computeIfAbsent(
                  application.path("name").asString().toLowerCase(java.util.Locale.ROOT),
                  _ -> new ArrayList<>())
              .add(instance.path("port").path("$").asInt());
        }
      }
    }
    return ports;
  }
}
