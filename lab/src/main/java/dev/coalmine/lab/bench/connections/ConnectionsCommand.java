package dev.coalmine.lab.bench.connections;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.load.Customers;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine bench connections}. */
@Command(
    name = "connections",
    description = {
      "Compares what a client sees with and without clients that keep the gateway waiting.",
      "They send heads and bodies byte by byte, or do not read their answers. Exit code 1 when the"
          + " other client's p99 is more than 1.5 times as long. ./coalmine up first."
    })
public final class ConnectionsCommand implements Callable<Integer> {

  /** Answers that wait for a compiler say nothing about slow clients. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  @Option(
      names = "--each",
      defaultValue = "300",
      paramLabel = "N",
      description = "Slow clients of each of the three kinds (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "1000")
  private int each;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "Measurements without and with, in turn (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "100")
  private int rounds;

  @Option(
      names = "--time",
      defaultValue = "30s",
      converter = Durations.class,
      paramLabel = "TIME",
      description = {
        "Of each measurement (default ${DEFAULT-VALUE}): longer than the 25 s",
        "after which the gateway ends a connection with an unread answer."
      })
  @Bounds(least = "1s", most = "10m")
  private Duration time;

  @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var system = SystemState.load();
    var customers = new Customers(system.issuer());
    LargeProduct.put(system.gateway(), customers.shopKeeper());
    var token = customers.token("slow");
    var comparison = compare(system, token);
    if (json) {
      System.out.println(JsonMapper.shared().writeValueAsString(comparison.json()));
    } else {
      comparison.print(System.out);
    }
    return comparison.holds() ? 0 : 1;
  }

  private Comparison compare(SystemState system, String token) throws InterruptedException {
    var gateway = system.gateway();
    long unread = CutConnections.unread(system);
    var without = new Latencies();
    var with = new Latencies();
    int held = Integer.MAX_VALUE;
    long cutOff = 0;
    try (var other = new OtherClient(gateway, loopback(2))) {
      other.ask(WARM_UP, new Latencies());
      for (int round = 0; round < rounds; round++) {
        other.ask(time, without);
        try (var slow = new SlowClients(gateway, loopback(3), token, each)) {
          held = Math.min(held, awaitAll(slow));
          other.ask(time, with);
          cutOff += slow.cutOff();
        }
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
      }
    }
    return new Comparison(without, with, held, cutOff, CutConnections.unread(system) - unread);
  }

  /** Connecting and filling the buffers is a load of its own, which is not measured. */
  private int awaitAll(SlowClients slow) throws InterruptedException {
    int all = each * SlowClient.values().length;
    long deadline = System.nanoTime() + PATIENCE;
    while (slow.connected() < all) {
      if (System.nanoTime() > deadline) {
        throw new UserError(
            "only %d of %d slow clients are connected; ask for fewer with --each"
                .formatted(slow.connected(), all));
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
    return slow.connected();
  }

  /** Where the system has only one loopback address, all clients have it. */
  private static InetAddress loopback(int last) {
    var address = InetAddress.ofLiteral("127.0.0." + last);
    try (var probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address, 0));
      return address;
    } catch (IOException e) {
      return InetAddress.ofLiteral("127.0.0.1");
    }
  }
}
