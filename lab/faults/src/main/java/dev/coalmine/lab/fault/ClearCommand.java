package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.system.SystemState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coalmine fault clear}. */
@Command(name = "clear", description = "Ends faults before their time.")
final class ClearCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "As fault list shows them; all if none is given.")
  private List<String> ids = List.of();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    var parts = PartFaults.of(Home.find());
    if (ids.isEmpty()) {
      int processes = parts.clear(); // first: it works without the rest of the system
      int links = ProxyControl.find(SystemState.load()).map(ProxyControl::clear).orElse(0);
      command.commandLine().getOut().printf("%d cleared%n", processes + links);
    } else {
      clear(parts);
    }
    return 0;
  }

  private void clear(PartFaults parts) {
    var unknown = new ArrayList<String>();
    for (var id : ids) {
      if (!parts.clear(id) && !clearLink(id)) {
        unknown.add(id);
      }
    }
    if (!unknown.isEmpty()) {
      throw new UserError(
          "there is no fault %s; ./coalmine fault list shows them"
              .formatted(String.join(", ", unknown)));
    }
    command.commandLine().getOut().printf("%d cleared%n", ids.size());
  }

  private static boolean clearLink(String id) {
    return ProxyControl.find(SystemState.load()).map(it -> it.clear(id)).orElse(false);
  }
}
