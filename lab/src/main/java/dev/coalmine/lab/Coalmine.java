package dev.coalmine.lab;

import dev.coalmine.lab.bench.BenchCommand;
import dev.coalmine.lab.cli.BoundsCheck;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.crash.CrashCommand;
import dev.coalmine.lab.deadletters.DeadLettersCommand;
import dev.coalmine.lab.events.EventsCommand;
import dev.coalmine.lab.fault.FaultCommand;
import dev.coalmine.lab.home.NothingRuns;
import dev.coalmine.lab.images.ImagesCommand;
import dev.coalmine.lab.launch.DownCommand;
import dev.coalmine.lab.launch.LogsCommand;
import dev.coalmine.lab.launch.PolicyCommand;
import dev.coalmine.lab.launch.SeedCommand;
import dev.coalmine.lab.launch.StatusCommand;
import dev.coalmine.lab.launch.TrainingCommand;
import dev.coalmine.lab.launch.UpCommand;
import dev.coalmine.lab.load.LoadCommand;
import dev.coalmine.lab.mail.MailCommand;
import dev.coalmine.lab.misbehaviour.AcquirerCommand;
import dev.coalmine.lab.order.OrderCommand;
import dev.coalmine.lab.reconcile.ReconcileCommand;
import dev.coalmine.lab.replay.ReplayCommand;
import dev.coalmine.lab.settled.SettledCommand;
import dev.coalmine.lab.target.RemoteExecution;
import dev.coalmine.lab.target.Target;
import dev.coalmine.lab.token.TokenCommand;
import dev.coalmine.lab.torture.MatrixCommand;
import dev.coalmine.lab.torture.OutageCommand;
import dev.coalmine.lab.torture.TortureCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code ./coalmine}: the one command a person runs. */
@Command(
    name = "coalmine",
    description = "A microservices reference architecture you can watch fail safely.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      OrderCommand.class,
      LoadCommand.class,
      ReplayCommand.class,
      SettledCommand.class,
      ReconcileCommand.class,
      CrashCommand.class,
      MatrixCommand.class,
      TortureCommand.class,
      OutageCommand.class,
      FaultCommand.class,
      AcquirerCommand.class,
      DeadLettersCommand.class,
      EventsCommand.class,
      BenchCommand.class,
      TokenCommand.class,
      MailCommand.class,
      SeedCommand.class,
      ImagesCommand.class,
      PolicyCommand.class,
      TrainingCommand.class
    })
public final class Coalmine {

  private static final int NOTHING_RUNS = 2;
  private static final int INTERRUPTED = 130;
  private static final String USUAL_EXIT_CODES =
      "Exit code: 0 done; 1 not done, and a sentence says why; 2 the command line is wrong, or"
          + " nothing runs.";

  @Option(
      names = "--target",
      paramLabel = "WHERE",
      converter = Target.Names.class,
      description = "kubernetes or compose: the system there, instead of ./coalmine up's.")
  private Target target;

  private Coalmine() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Returns all commands, with what they share. */
  static CommandLine commandLine() {
    var coalmine = new Coalmine();
    var command = new CommandLine(coalmine);
    addHelp(command);
    addExitCodes(command);
    command.registerConverter(Duration.class, new Durations());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(Coalmine::correct);
    command.setExecutionStrategy(coalmine::execute);
    return command.setExecutionExceptionHandler(Coalmine::explain);
  }

  private int execute(ParseResult parsed) {
    BoundsCheck.check(parsed);
    return target == null || !parsed.hasSubcommand()
        ? new CommandLine.RunLast().execute(parsed)
        : RemoteExecution.execute(target, parsed);
  }

  /** Every command has --help, whether its author thought of it or not. */
  private static void addHelp(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this.").build());
    }
    command.getSubcommands().values().forEach(Coalmine::addHelp);
  }

  /** One sentence; the whole usage would hide it. */
  private static int correct(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    command
        .getErr()
        .printf(
            "%s; see ./%s --help%n",
            inTheirWords(e, arguments), command.getCommandSpec().qualifiedName());
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  /** A command that does not say what its exit codes mean has the usual ones. */
  private static void addExitCodes(CommandLine command) {
    if (command.getSubcommands().isEmpty() && !command.getUsageMessage().contains("Exit code")) {
      var usage = command.getCommandSpec().usageMessage();
      var footer = new ArrayList<>(List.of(usage.footer()));
      footer.add(USUAL_EXIT_CODES);
      usage.footer(footer.toArray(String[]::new));
    }
    command.getSubcommands().values().stream().distinct().forEach(Coalmine::addExitCodes);
  }

  /**
   * picocli names an option by its longest name; an alias must not hide the name that was typed.
   */
  private static String inTheirWords(ParameterException e, String[] arguments) {
    var message = Wording.of(e.getMessage());
    if (!(e.getArgSpec() instanceof OptionSpec option)) {
      return message;
    }
    return Arrays.stream(arguments)
        .map(argument -> argument.split("=", 2)[0])
        .filter(argument -> List.of(option.names()).contains(argument))
        .findFirst()
        .map(typed -> message.replace(option.longestName(), typed))
        .orElse(message);
  }

  /** What a person can put right is one sentence; anything else is a defect and shows where. */
  private static int explain(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof UserError) {
      command.getErr().println(e.getMessage());
      command.getErr().flush();
      return switch (e) {
        case NothingRuns _ -> NOTHING_RUNS;
        case UsageError _ -> CommandLine.ExitCode.USAGE;
        default -> 1;
      };
    }
    if (e instanceof InterruptedException) {
      return INTERRUPTED;
    }
    throw e;
  }
}
