package dev.coalmine.lab.misbehaviour;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./coalmine acquirer list}. */
@Command(name = "list", description = "The faults in force, and how long each of them lasts.")
final class ListCommand implements Callable<Integer> {

  @Option(names = "--json", description = "As JSON.")
  private boolean asJson;

  @Mixin private AcquirerOption acquirer;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    var out = command.commandLine().getOut();
    if (asJson) {
      out.println(acquirer.sandbox().listAsJson());
    } else {
      InForce.print(out, acquirer.sandbox().list(), Instant.now());
    }
    return 0;
  }
}
