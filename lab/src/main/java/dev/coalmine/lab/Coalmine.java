package dev.coalmine.lab;

import dev.coalmine.lab.issuer.TokenCommand;
import dev.coalmine.lab.launch.DownCommand;
import dev.coalmine.lab.launch.LaunchFailure;
import dev.coalmine.lab.launch.LogsCommand;
import dev.coalmine.lab.launch.NothingRuns;
import dev.coalmine.lab.launch.RehearseCommand;
import dev.coalmine.lab.launch.StatusCommand;
import dev.coalmine.lab.launch.UpCommand;
import dev.coalmine.lab.mail.MailCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ./coalmine}: the one command a person runs. */
@Command(
    name = "coalmine",
    description = "A microservices reference architecture you can watch fail safely.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      TokenCommand.class,
      MailCommand.class,
      RehearseCommand.class
    })
public final class Coalmine {

  private static final int NOTHING_RUNS = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this.")
  private boolean help;

  private Coalmine() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Coalmine())
            .setExecutionExceptionHandler(Coalmine::explain)
            .execute(arguments));
  }

  /** What a person can put right is one sentence; anything else is a defect and shows where. */
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof LaunchFailure) {
      System.err.println(e.getMessage());
      return e instanceof NothingRuns ? NOTHING_RUNS : 1;
    }
    throw e;
  }
}
