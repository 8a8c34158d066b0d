package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.fault.FaultLock;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.LoadCommand;
import dev.coalmine.lab.load.PlanOptions;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import dev.coalmine.lab.torture.ReturningClients.Client;
import dev.coalmine.lab.torture.ReturningClients.Return;
import dev.coalmine.lab.torture.Workload.Offered;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine outage}. */
@Command(
    name = "outage",
    description = {
      "Cuts all dependencies off at once, ends that, and measures how long each client takes to its"
          + " first answer.",
      "A client is a service and a dependency: database, Kafka, both Redis, registry, RPC, mail,"
          + " acquirer and issuer,",
      "each behind a link of the proxy, and all at the same address as before. Orders are offered"
          + " meanwhile, and one",
      "at the end of the outage must be paid and its mails sent within two minutes.",
      "Afterwards gateway and services are shown tokens with an unknown key id once a second, which"
          + " make them read",
      "the issuer's keys, and the gateway ask for an address's limit; the issuer's answers take"
          + " 0.5 s, or the connections would",
      "end before they are seen.",
      "Needs Linux and ./coalmine up --proxies. Exit code: 0 when every client was answered in"
          + " time and the order has come to its end, else 1."
    })
public final class OutageCommand implements Callable<Integer> {

  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration WATCH = Duration.ofMinutes(2);
  private static final int SAMPLE_MS = 100;
  private static final String ISSUER = "issuer";
  private static final String LIMITS = "redis-limits"; // asked for every address without a token
  private static final long ISSUER_DELAY_MS = 250; // in each direction
  private static final Duration BETWEEN_TOKENS = Duration.ofSeconds(1);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** How the links fail; {@link dev.coalmine.lab.proxy.Kind} has more. */
  enum Kind {
    BLACK_HOLE,
    RESET,
    HALF_OPEN
  }

  @Mixin private PlanOptions options;

  @Option(
      names = "--for",
      defaultValue = "5m",
      paramLabel = "TIME",
      description = "Of the outage, 1s to 1h (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "1h")
  private Duration time;

  @Option(
      names = "--within",
      defaultValue = "10s",
      paramLabel = "TIME",
      description = "How long a client may take, 1s to 2m (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "2m")
  private Duration within;

  @Option(
      names = "--kind",
      defaultValue = "BLACK_HOLE",
      paramLabel = "KIND",
      description = {
        "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}): nothing moves and everything goes"
            + " on;",
        "connections are reset and refused; or connections are forgotten by the far side, and their"
            + " clients never told."
      })
  private Kind kind;

  @Option(
      names = "--link",
      paramLabel = "LINK",
      description = "Only this one; may be repeated (default: all nine).")
  private List<String> links = ReturningClients.links();

  @Option(names = "--json", description = "As JSON, and nothing else.")
  private boolean asJson;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    check();
    var system = SystemState.load();
    var injector = Injector.of(system);
    SocketOwners.of(system); // or it would be missed only when the outage is over
    try (var _ = FaultLock.take(Home.find(), "outage");
        var interruption = new Interruption(LoadCommand.PATIENCE.plusSeconds(5));
        var shop = JournaledShop.open(system)) {
      var skus = shop.products(options.plan(BEFORE).products());
      var workload = new DrawnOrders(shop, options, skus);
      interruption.interruptsWith(
          "Ctrl-C: ends the outage; waits for the orders under way", workload::stop);
      try (var offering = new Offering(workload, BEFORE.plus(time).plus(WATCH), injector::clear)) {
        var outcome = suffer(system, injector, new Probe(system, shop, skus.getFirst()));
        injector.clear();
        workload.stop();
        return print(outcome, offering.await());
      } finally {
        Thread.interrupted(); // or nothing could be cleared
        injector.clear();
      }
    }
  }

  private void check() {
    for (var link : links) {
      if (!ReturningClients.links().contains(link)) {
        throw new UsageError(
            "--link is one of %s; not %s"
                .formatted(String.join(", ", ReturningClients.links()), link));
      }
    }
  }

  /** The order is empty when it did not come to its end. */
  private record Outcome(List<Return> returns, OptionalDouble order) {}

  private Outcome suffer(SystemState system, Injector injector, Probe probe)
      throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
    tell("%s of %s for %s%n", kind, String.join(", ", links), Durations.text(time));
    for (var link : links) {
      // longer than the outage: they are ended all together, by us
      injector.disturb(FaultForm.of(link, kind.name(), time.plus(WATCH)));
    }
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    var clients = new ReturningClients(expected(system), injector.connections());
    injector.clear();
    long end = System.nanoTime();
    var order = new OptionalDouble[] {OptionalDouble.empty()};
    var probing = Thread.startVirtualThread(() -> order[0] = awaitOrder(probe));
    watch(clients, system, injector, end);
    probing.join();
    return new Outcome(clients.returns(), order[0]);
  }

  private void watch(ReturningClients clients, SystemState system, Injector injector, long end)
      throws InterruptedException {
    boolean issuer = links.contains(ISSUER);
    if (issuer) {
      injector.disturb(
          new FaultForm(
              ISSUER, "LATENCY", null, null, WATCH.toMillis(), ISSUER_DELAY_MS, null, null, null));
    }
    var asked = issuer || links.contains(LIMITS);
    var tokens = new UnknownKeyTokens(asked ? verifiers(system) : List.of());
    var shown = Duration.ZERO;
    while (!clients.areComplete() && sinceNanos(end).compareTo(WATCH) < 0) {
      if (sinceNanos(end).compareTo(shown) >= 0) {
        tokens.present();
        shown = sinceNanos(end).plus(BETWEEN_TOKENS);
      }
      clients.sample(sinceNanos(end), injector.connections(), SocketOwners.of(system));
      TimeUnit.MILLISECONDS.sleep(SAMPLE_MS);
    }
  }

  /** All that check tokens, past the gateway. */
  private static List<URI> verifiers(SystemState system) {
    return ReturningClients.clients(ISSUER, parts(system)).stream()
        .map(client -> system.part(client.part()).port())
        .map(port -> URI.create("http://127.0.0.1:" + port))
        .toList();
  }

  private static OptionalDouble awaitOrder(Probe probe) {
    try {
      return probe.awaitRecovery();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }

  private List<Client> expected(SystemState system) {
    var parts = parts(system);
    return links.stream().flatMap(link -> ReturningClients.clients(link, parts).stream()).toList();
  }

  private static Map<String, List<String>> parts(SystemState system) {
    return system.parts().stream()
        .collect(
            Collectors.groupingBy(
                PartState::service, Collectors.mapping(PartState::name, Collectors.toList())));
  }

  private static Duration sinceNanos(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private int print(Outcome outcome, Offered offered) {
    var returns = outcome.returns();
    var order = outcome.order();
    boolean inTime = returns.stream().allMatch(this::isInTime);
    if (asJson) {
      command.commandLine().getOut().println(json(returns, order, offered));
    } else {
      tell("%-22s %-22s %14s%n", "CLIENT", "OF", "FIRST ANSWER");
      returns.forEach(
          it ->
              tell(
                  "%-22s %-22s %14s%s%n",
                  it.part(),
                  it.link(),
                  it.firstAnswer() == null ? "none" : seconds(it.firstAnswer()),
                  isInTime(it) ? "" : "  too late"));
      tell(
          "%d of %d within %s; an order placed at the end was paid and mailed %s%n",
          returns.stream().filter(this::isInTime).count(),
          returns.size(),
          Durations.text(within),
          order.isPresent() ? "after %.1f s".formatted(order.getAsDouble()) : "never");
      tell("%s%n", text(offered));
    }
    return inTime && order.isPresent() ? 0 : 1;
  }

  private boolean isInTime(Return it) {
    return it.firstAnswer() != null && it.firstAnswer().compareTo(within) <= 0;
  }

  private String json(List<Return> returns, OptionalDouble order, Offered offered) {
    var clients =
        returns.stream()
            .map(
                it ->
                    Map.of(
                        "client", it.part(),
                        "of", it.link(),
                        "firstAnswerMillis",
                            it.firstAnswer() == null ? -1 : it.firstAnswer().toMillis(),
                        "inTime", isInTime(it)))
            .toList();
    return JSON.writeValueAsString(
        Map.of(
            "clients",
            clients,
            "orderMillis",
            (long) (order.orElse(-0.001) * 1_000),
            "offered",
            offered.orders(),
            "accepted",
            offered.orders() - offered.refused()));
  }

  static String text(Offered offered) {
    return "%d orders offered meanwhile, %d accepted, %d refused or given up"
        .formatted(offered.orders(), offered.orders() - offered.refused(), offered.refused());
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }

  private void tell(String format, Object... values) {
    if (!asJson) {
      command.commandLine().getOut().printf(format, values);
      command.commandLine().getOut().flush();
    }
  }
}
