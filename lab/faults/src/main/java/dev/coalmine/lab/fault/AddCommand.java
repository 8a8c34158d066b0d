package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.proxy.Kind;
import dev.coalmine.lab.system.SystemState;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coalmine fault add}. */
@Command(
    name = "add",
    description = {
      "Sets a fault, which ends by itself.",
      "Of a link, with 'up --proxies':",
      "  LATENCY     bytes come late (--delay, --jitter)",
      "  BANDWIDTH   all connections share --rate in each direction",
      "  BLACK_HOLE  nothing moves; it goes on afterwards, as after a partition",
      "  RESET       connections are reset, and new ones at once",
      "  HALF_OPEN   the target's side is closed, and the client never told",
      "  CUT         a connection is reset when --after bytes have passed",
      "Of a part's process:",
      "  KILL        SIGKILL",
      "  FREEZE      SIGSTOP, also of its children, and SIGCONT at the end",
      "Of postgres:",
      "  READ_ONLY   it takes no writes, as after a fail-over to a standby"
    })
final class AddCommand implements Callable<Integer> {

  private static final String KILL = "KILL";
  private static final String FREEZE = "FREEZE";
  private static final String READ_ONLY = "READ_ONLY";
  private static final Duration USUAL = Duration.ofSeconds(30);

  @Parameters(index = "0", paramLabel = "TARGET", description = "A link, or a part of 'status'.")
  private String target;

  @Parameters(index = "1", paramLabel = "KIND", description = "See above.")
  private String kind;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "1s to 24h, after which it ends by itself (default 30s).")
  @Bounds(least = "1s", most = "24h")
  private Duration time;

  @Option(names = "--delay", paramLabel = "TIME", description = "Of LATENCY, 1ms to 60s.")
  @Bounds(least = "1ms", most = "60s")
  private Duration delay;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      description = "Of LATENCY: the delay is so much longer or shorter at most.")
  @Bounds(least = "0ms", most = "60s")
  private Duration jitter;

  @Option(
      names = "--rate",
      converter = Bytes.class,
      paramLabel = "BYTES/s",
      description = "Of BANDWIDTH, such as 64k.")
  @Bounds(least = "1", most = "1000000000")
  private Long rate;

  @Option(
      names = "--after",
      converter = Bytes.class,
      paramLabel = "BYTES",
      description = "Of CUT, such as 2M.")
  @Bounds(least = "1", most = "999999999999")
  private Long after;

  @Option(
      names = "--direction",
      paramLabel = "up|down|both",
      description = "up is from the client to the target (default both).")
  private String direction;

  @Option(
      names = "--probability",
      paramLabel = "P",
      description = "That it touches a connection, above 0 to 1 (default 1).")
  @Bounds(least = "0", most = "1", aboveLeast = true)
  private Double probability;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    var name = kind.toUpperCase(Locale.ROOT).replace('-', '_');
    if (!isKnown(name)) {
      throw new ParameterException(
          command.commandLine(),
          "KIND is one of %s; not %s".formatted(kinds().collect(Collectors.joining(", ")), kind));
    }
    switch (name) {
      case KILL -> kill();
      case FREEZE -> freeze();
      case READ_ONLY -> makeReadOnly();
      default -> disturb(name);
    }
    return 0;
  }

  private static boolean isKnown(String name) {
    return kinds().anyMatch(name::equals);
  }

  private static Stream<String> kinds() {
    return Stream.concat(
        Arrays.stream(Kind.values()).map(Enum::name), Stream.of(KILL, FREEZE, READ_ONLY));
  }

  private void kill() {
    refuse(KILL, time, "--for");
    refuseLinkOptions(KILL);
    long process = Injector.ofProcesses().kill(target);
    command.commandLine().getOut().printf("%s killed (process %d)%n", target, process);
  }

  private void freeze() {
    refuseLinkOptions(FREEZE);
    print(FaultRow.of(Injector.ofProcesses().freeze(target, timeOrUsual())));
  }

  private void makeReadOnly() {
    refuseLinkOptions(READ_ONLY);
    if (!target.equals(Injector.POSTGRES)) {
      throw new UsageError("READ_ONLY is of postgres, not of %s".formatted(target));
    }
    print(FaultRow.of(Injector.ofProcesses().makeReadOnly(timeOrUsual())));
  }

  private Duration timeOrUsual() {
    return time == null ? USUAL : time;
  }

  private void refuseLinkOptions(String name) {
    refuse(name, delay, "--delay");
    refuse(name, jitter, "--jitter");
    refuse(name, rate, "--rate");
    refuse(name, after, "--after");
    refuse(name, direction, "--direction");
    refuse(name, probability, "--probability");
  }

  private static void refuse(String name, Object value, String option) {
    if (value != null) {
      throw new UsageError("%s takes no %s; leave it out".formatted(name, option));
    }
  }

  private void disturb(String name) {
    var form =
        new FaultForm(
            target,
            name,
            direction,
            probability,
            millis(timeOrUsual()),
            millis(delay),
            millis(jitter),
            rate,
            after);
    try {
      form.check();
    } catch (IllegalArgumentException e) {
      throw new UsageError(e.getMessage() + "; see ./coalmine fault add --help");
    }
    print(FaultRow.of(ProxyControl.of(SystemState.load()).add(form)));
  }

  private static Long millis(Duration time) {
    return time == null ? null : time.toMillis();
  }

  private void print(FaultRow row) {
    command
        .commandLine()
        .getOut()
        .printf(
            "%s: %s %s %s for %s%n",
            row.id(), row.target(), row.kind(), row.parameters(), Durations.text(timeOrUsual()));
  }
}
