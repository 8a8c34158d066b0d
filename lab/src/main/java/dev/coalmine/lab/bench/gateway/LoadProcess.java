package dev.coalmine.lab.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coalmine.lab.bench.process.Children.Child;
import dev.coalmine.lab.bench.traffic.Order;
import dev.coalmine.lab.bench.traffic.Outcome;
import dev.coalmine.lab.cli.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Our end of the load process. */
final class LoadProcess {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Child child;
  private final BufferedReader outcomes;
  private final int connections;
  private final String request;

  /**
   * @param request the bytes of each request, in ASCII
   */
  LoadProcess(Child child, int connections, String request) {
    this.child = child;
    this.connections = connections;
    this.request = request;
    outcomes =
        new BufferedReader(new InputStreamReader(child.process().getInputStream(), US_ASCII));
  }

  /** As fast as the answers come. */
  Outcome closedLoop(int port, Duration time) {
    return run(port, time, 0);
  }

  /** At a rate. */
  Outcome openLoop(int port, Duration time, double rate) {
    return run(port, time, rate);
  }

  private Outcome run(int port, Duration time, double rate) {
    try {
      var order = new Order(port, connections, time.toMillis(), rate, request);
      var line = JSON.writeValueAsString(order) + "\n";
      child.process().getOutputStream().write(line.getBytes(US_ASCII));
      child.process().getOutputStream().flush();
      var outcome = outcomes.readLine();
      if (outcome == null) {
        throw new IOException("it has ended");
      }
      return JSON.readValue(outcome, Outcome.class);
    } catch (IOException e) {
      throw new UserError("the load broke off (%s)".formatted(e.getMessage()), e);
    }
  }
}
