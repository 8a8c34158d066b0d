package dev.coalmine.lab.misbehaviour;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.UsageError;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coalmine acquirer fault KIND}. */
@Command(
    name = "fault",
    aliases = "behave",
    description = {
      "Injects a fault into the acquirer, which ends by itself.",
      "'behave' is an alias, for this version only."
    })
final class AcquirerFaultCommand implements Callable<Integer> {

  @Parameters(paramLabel = "KIND", description = "see below; replaces one of its kind")
  private String kind;

  @Option(
      names = "--rate",
      defaultValue = "1",
      description = "of the operations, above 0 to 1 (${DEFAULT-VALUE})")
  @Bounds(least = "0", most = "1", aboveLeast = true)
  private double rate;

  @Option(names = "--delay", description = "at most 60s; with SLOW and WEBHOOK_LATE")
  @Bounds(least = "0s", most = "60s")
  private Duration delay = Duration.ZERO;

  @Option(names = "--for", defaultValue = "60s", description = "1s to 24h (${DEFAULT-VALUE})")
  @Bounds(least = "1s", most = "24h")
  private Duration time;

  @Option(
      names = "--operation",
      split = "[ ,]+",
      arity = "1..*",
      description =
          "create confirm capture cancel refund retrieve; all that KIND affects if not given")
  private Set<String> operations;

  @Mixin private AcquirerOption acquirer;

  private CommandSpec command;

  @Spec
  void describe(CommandSpec spec) {
    command = spec;
    var kinds = Arrays.stream(Kind.values()).map(it -> "  %-24s %s".formatted(it, it.meaning()));
    spec.usageMessage().footer(kinds.toArray(String[]::new)).footerHeading("%nKinds:%n");
  }

  @Override
  public Integer call() {
    var behaviour = behaviour(); // what is wrong with it is said also when nothing runs
    var inForce = acquirer.sandbox().behave(behaviour);
    InForce.print(command.commandLine().getOut(), inForce, Instant.now());
    return 0;
  }

  private Behaviour behaviour() {
    var wanted = kind();
    try {
      return new Behaviour(wanted, rate, delay.toMillis(), time.toSeconds(), operations);
    } catch (IllegalArgumentException e) {
      throw new UsageError(e.getMessage() + "; see ./coalmine acquirer fault --help");
    }
  }

  private Kind kind() {
    var name = kind.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Kind.values())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UsageError("there is no kind %s; choose one of %s".formatted(kind, kinds())));
  }

  private static String kinds() {
    return Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.joining(", "));
  }
}
