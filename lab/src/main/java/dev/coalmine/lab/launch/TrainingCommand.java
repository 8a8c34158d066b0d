package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.http.HttpService;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/** Walks through what every command loads, so that the lab's own start-up cache has it. */
@Command(name = "rehearse", hidden = true)
public final class TrainingCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    var home = Home.find();
    var parts =
        new Topology(home, PortPlan.free(1, false), 1, null)
            .parts(java.util.Set.copyOf(Topology.SERVICES));
    var supervisor = new SystemSupervisor(home, parts, System.out);
    JsonMapper.shared()
        .readValue(JsonMapper.shared().writeValueAsBytes(supervisor.state()), SystemState.class);
    Catalogue.entries();
    OrderPath.registered("{}");
    LogLine.read("{\"@timestamp\":\"2026-01-01T00:00:00Z\"}").readable();
    StatusTable.print(System.out, List.of(), Instant.now());
    try (var server = HttpService.bind(InetAddress.getLoopbackAddress(), 0)) {
      server.serve(1, _ -> HttpService.Answer.HEALTHY);
      Http.send("POST", server.uri(), Duration.ofSeconds(5), "{}");
    }
    return 0;
  }
}
