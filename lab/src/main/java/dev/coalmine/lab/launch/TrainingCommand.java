package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

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
    StateFile.JSON.readValue(
        StateFile.JSON.writeValueAsBytes(supervisor.state()), SystemState.class);
    Catalogue.entries();
    OrderPath.registered("{}");
    LogLine.read("{\"@timestamp\":\"2026-01-01T00:00:00Z\"}").readable();
    StatusTable.print(System.out, List.of(), Instant.now());
    try (var server = new Echo()) {
      Http.send("POST", server.address(), Map.of(), "{}");
    }
    return 0;
  }

  /** As the issuer and the acquirer are made. */
  private static final class Echo implements AutoCloseable {

    private final com.sun.net.httpserver.HttpServer server;

    Echo() {
      try {
        server =
            com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes());
            exchange.close();
          });
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
