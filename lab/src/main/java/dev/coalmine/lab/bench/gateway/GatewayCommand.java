package dev.coalmine.lab.bench.gateway;

import dev.coalmine.lab.bench.process.Children;
import dev.coalmine.lab.bench.process.Children.Child;
import dev.coalmine.lab.bench.process.Cores;
import dev.coalmine.lab.bench.process.Transport;
import dev.coalmine.lab.bench.traffic.BackendMain;
import dev.coalmine.lab.bench.traffic.LoadMain;
import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.issuer.TokenIssuer;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import dev.coalmine.lab.launch.JavaProgram;
import dev.coalmine.lab.servers.Ports;
import dev.coalmine.lab.servers.RedisServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine bench gateway}. */
@Command(
    name = "gateway",
    description = {
      "What a proxied request costs: processor time of our gateway beside nginx, HAProxy, Vert.x"
          + " and",
      "Spring Cloud Gateway, in one run. The proxy has one core, load, service and Redis another.",
      "Linux only. nginx and HAProxy are measured when they are on the PATH.",
    },
    footer =
        "Exit code: 0 no promised bar that these rows judge is missed; 1 one is, a request failed,"
            + " or a sentence says why not; 2 the command line is wrong.")
public final class GatewayCommand implements Callable<Integer> {

  private static final int DAY_SECONDS = 86_400;

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "NAME",
      description =
          "Some of nginx, haproxy, vertx, bare, stock, coalmine-bare, coalmine (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--warm-up",
      defaultValue = "75s",
      converter = Durations.class,
      paramLabel = "TIME",
      description = "Of each row, before the first pass (default ${DEFAULT-VALUE}).")
  @Bounds(least = "0s", most = "1h")
  private Duration warmUp;

  @Option(
      names = "--time",
      defaultValue = "15s",
      converter = Durations.class,
      paramLabel = "TIME",
      description = "Of each pass, and of the half load (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "1h")
  private Duration time;

  @Option(
      names = "--passes",
      defaultValue = "2",
      paramLabel = "N",
      description = "All rows are measured so often, in turn (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "20")
  private int passes;

  @Option(
      names = "--connections",
      defaultValue = "32",
      paramLabel = "N",
      description = "Kept open, each with one request under way (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "1000")
  private int connections;

  @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
  private boolean asJson;

  private final PrintStream progress = System.err;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var wanted = wanted(names);
    var cores = Cores.find();
    var missing = wanted.stream().filter(it -> !isInstalled(it)).map(Contender::name).toList();
    var present = wanted.stream().filter(it -> !missing.contains(it.name())).toList();
    try (var children = new Children("coalmine-bench")) {
      var conditions = conditions(cores);
      if (!asJson) {
        conditions.forEach((name, value) -> System.out.printf("%-13s %s%n", name, value));
      }
      var table = GatewayTable.of(measure(present, cores, children), missing);
      if (asJson) {
        System.out.println(
            JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(table.json(conditions)));
      } else {
        System.out.println();
        table.lines().forEach(System.out::println);
      }
      return table.isGood() ? 0 : 1;
    }
  }

  /**
   * @throws UsageError when one of the names is none of a row
   */
  static List<Contender> wanted(List<String> names) {
    var known = Contenders.ALL.stream().map(Contender::name).toList();
    for (var name : names) {
      if (!known.contains(name)) {
        throw new UsageError(
            "--rows is some of %s; not %s".formatted(String.join(", ", known), name));
      }
    }
    return Contenders.ALL.stream()
        .filter(it -> names.isEmpty() || names.contains(it.name()))
        .toList();
  }

  private static boolean isInstalled(Contender contender) {
    return contender.program().isEmpty()
        || Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, contender.program())));
  }

  private Map<String, Object> conditions(Cores cores) {
    var all = new LinkedHashMap<String, Object>();
    all.put(
        "cores",
        "%d for the proxy, %d for load, service and Redis (taskset)"
            .formatted(cores.measured(), cores.others()));
    all.put(
        "load",
        "closed loop of lab (NIO), %d connections, one token, GET; then half of that rate, open loop"
            .formatted(connections));
    all.put("service", "lab's, 400 bytes an answer, the same for all rows");
    all.put(
        "time",
        "%s warm-up, %d passes of %s over all rows in turn"
            .formatted(Durations.text(warmUp), passes, Durations.text(time)));
    all.put("JVM", "%s; jars unpacked, no start-up cache".formatted(Runtime.version()));
    all.put("JVM flags", String.join(" ", JavaProgram.flags()));
    all.put("transport", "epoll or NIO, read from the names of threads; io_uring is refused");
    all.put("observations", "off in all Java rows; coalmine alone counts metrics");
    all.put("access log", "of coalmine alone, one line a request");
    return all;
  }

  private List<GatewayRow> measure(List<Contender> contenders, Cores cores, Children children)
      throws IOException, InterruptedException {
    var ports = Ports.free(2);
    int backend = ports.get(0);
    int redisPort = ports.get(1);
    try (var issuer =
        TokenIssuer.start(new TokenIssuer.Settings(0, children.folder().resolve("issuer"), null))) {
      start(
          children, "backend", cores, JavaProgram.ofLab(BackendMain.class, "" + backend), backend);
      var redis =
          start(
              children,
              "redis",
              cores,
              RedisServer.command(redisPort, RedisServer.Purpose.LIMITS),
              redisPort);
      var load =
          new LoadProcess(
              children.startTalking(
                  "load", Cores.on(cores.others(), JavaProgram.ofLab(LoadMain.class))),
              connections,
              request(new Tokens(issuer.uri())));
      var measured = new ArrayList<Measuring>();
      for (var contender : contenders) {
        var own = Ports.free(2);
        var site =
            new Site(
                Home.find().project(),
                children.folder(),
                own.get(0),
                own.get(1),
                backend,
                redisPort,
                issuer.uri());
        var started = start(children, contender, site, cores);
        var it =
            new Measuring(
                contender,
                started,
                site.port(),
                redis,
                redisPort,
                contender.isJava() ? transport(contender, started) : null);
        progress.printf("%s: warming up%n", contender.name());
        it.warmUp(load, warmUp);
        measured.add(it);
      }
      run(measured, load);
      return measured.stream().map(Measuring::row).toList();
    }
  }

  private void run(List<Measuring> measured, LoadProcess load) {
    for (int pass = 1; pass <= passes; pass++) {
      for (var it : pass % 2 == 1 ? measured : measured.reversed()) {
        it.pass(load, time);
        progress.printf("%s: pass %d of %d%n", it.name(), pass, passes);
      }
    }
    for (var it : measured) {
      it.halfLoad(load, time);
      progress.printf("%s: half load%n", it.name());
    }
  }

  private static Child start(
      Children children, String name, Cores cores, List<String> command, int port)
      throws InterruptedException {
    var child = children.start(name, Cores.on(cores.others(), command), Map.of());
    children.awaitPort(child, port);
    return child;
  }

  private static Child start(Children children, Contender contender, Site site, Cores cores)
      throws InterruptedException {
    var invocation = contender.start().apply(site);
    var child =
        children.start(
            contender.name(),
            Cores.on(cores.measured(), invocation.command()),
            invocation.environment());
    children.awaitPort(child, site.port());
    if (!Cores.allowed(child.pid()).equals(List.of(cores.measured()))) {
      throw new UserError("%s is not bound to one core".formatted(contender.name()));
    }
    return child;
  }

  private static String transport(Contender contender, Child child) {
    var transport = Transport.of(child.pid());
    if (transport == Transport.IO_URING) {
      throw new UserError(
          "%s uses io_uring, with which Reactor Netty is many times slower: no comparison"
              .formatted(contender.name()));
    }
    return transport.name();
  }

  private static String request(Tokens issuer) throws IOException {
    var token = issuer.fetch(new TokenRequest("bench", null, null, DAY_SECONDS));
    return Stream.of(
            "GET /api/products/lamp HTTP/1.1",
            "Host: localhost",
            "Accept: application/json",
            "Authorization: Bearer " + token)
        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
  }
}
