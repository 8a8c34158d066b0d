package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./coalmine policy check}. */
@Command(
    name = "policy",
    description = "The gateway's policy: docs/policy.md describes it.",
    subcommands = PolicyCommand.Check.class)
public final class PolicyCommand {

  /** {@code ./coalmine policy check FILE}. */
  @Command(
      name = "check",
      description =
          "Says whether a file can be put in force, and if not, what is wrong on which line.")
  static final class Check implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The policy.")
    private Path file;

    @Override
    public Integer call() {
      var home = Home.find();
      home.prepare();
      var gateway = ServiceJar.of(home, "gateway");
      if (!gateway.isExtracted(home)) {
        try (var tools = new Tools(home.log("preparation"))) {
          gateway.extract(home, tools);
        }
      }
      var verdict = new PolicyVerdict(gateway.extracted(home)).of(file.toAbsolutePath());
      if (!verdict.good()) {
        throw new LaunchFailure("%s cannot be put in force:%n%s".formatted(file, verdict.text()));
      }
      System.out.println(verdict.text());
      return 0;
    }
  }
}
