package dev.coalmine.lab.misbehaviour;

import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./coalmine acquirer}. */
@Command(
    name = "acquirer",
    description = {
      "Faults of the card acquirer, one or several at once.",
      "Each ends by itself; the acquirer's books agree all the time."
    },
    subcommands = AcquirerFaultCommand.class)
public final class AcquirerCommand {

  @Spec private CommandSpec command;

  @Command(description = "The faults in force, and how long each of them lasts.")
  int list(
      @Option(names = "--json", description = "As JSON.") boolean asJson,
      @Mixin AcquirerOption acquirer) {
    var out = command.commandLine().getOut();
    if (asJson) {
      out.println(acquirer.sandbox().listAsJson());
    } else {
      InForce.print(out, acquirer.sandbox().list(), Instant.now());
    }
    return 0;
  }

  @Command(description = "Ends all faults of the acquirer.")
  int clear(@Mixin AcquirerOption acquirer) {
    acquirer.sandbox().clear();
    System.out.println("the acquirer behaves well again");
    return 0;
  }
}
