package dev.coalmine.lab.launch;

import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.launch.StatusTable.Observed;
import dev.coalmine.lab.servers.Ports;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine status}. */
@Command(
    name = "status",
    description = "What runs, since when, how often it was restarted, how much memory it holds.",
    footer = "Exit code: 0 all well, 1 something is not, 2 nothing runs.")
public final class StatusCommand implements Callable<Integer> {

  @Option(names = "--json", description = "For a machine to read.")
  private boolean json;

  @Override
  public Integer call() {
    var system = SystemState.load();
    var parts = system.parts().parallelStream().map(StatusCommand::observe).toList();
    if (json) {
      printJson(system, parts);
    } else {
      System.out.printf(
          "%s, started %s, launcher %d, home %s%n%n",
          system.phase().name().toLowerCase(java.util.Locale.ROOT),
          StatusTable.CLOCK.format(system.since()),
          system.launcher().pid(),
          system.home());
      StatusTable.print(System.out, parts, Instant.now());
    }
    return parts.stream().allMatch(Observed::isFine) ? 0 : 1;
  }

  private static Observed observe(PartState part) {
    return new Observed(
        part,
        part.pid() != 0 && isHealthy(part),
        part.pid() == 0 ? new Memory(0, 0) : Memory.of(part.pid()));
  }

  private static boolean isHealthy(PartState part) {
    if (!Topology.SERVICES.contains(part.service())) {
      return Ports.answers(part.port());
    }
    int port = part.ports().getOrDefault("management", part.port());
    return Http.isOk(URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)));
  }

  private static void printJson(SystemState system, List<Observed> parts) {
    var document = new LinkedHashMap<String, Object>();
    document.put("phase", system.phase());
    document.put("since", system.since());
    document.put("launcher", system.launcher().pid());
    document.put("home", system.home());
    document.put("parts", parts.stream().map(StatusCommand::json).toList());
    System.out.println(
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(document));
  }

  private static Map<String, Object> json(Observed observed) {
    var part = observed.part();
    var json = new LinkedHashMap<String, Object>();
    json.put("name", part.name());
    json.put("status", observed.status());
    json.put("healthy", observed.healthy());
    json.put("pid", part.pid());
    json.put("ports", part.ports());
    json.put("address", part.address());
    json.put("since", part.since());
    json.put("restarts", part.restarts());
    json.put("lastExit", part.lastExit());
    json.put("rssKiB", observed.memory().rss());
    json.put("pssKiB", observed.memory().pss());
    return json;
  }
}
