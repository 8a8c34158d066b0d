package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.system.SystemState;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine fault}. */
@Command(
    name = "fault",
    description = {
      "Lets a link between two parts, or a part's process, fail for a while.",
      "Every fault ends by itself, even if this program is killed."
    },
    subcommands = AddCommand.class)
public final class FaultCommand {

  private static final String ROW = "%-16s %-22s %-11s %12s  %s%n";

  @Spec private CommandSpec command;

  @Command(description = "Those in force, and how long they have left.")
  int list(@Option(names = "--json", description = "As JSON.") boolean asJson) {
    var links = ProxyControl.find(SystemState.load()).map(ProxyControl::list).orElse(List.of());
    var rows =
        Stream.concat(
                links.stream().map(FaultRow::of),
                PartFaults.of(Home.find()).inForce().stream().map(FaultRow::of))
            .toList();
    if (asJson) {
      out().println(JsonMapper.shared().writeValueAsString(rows));
    } else if (rows.isEmpty()) {
      out().println("no faults");
    } else {
      print(rows);
    }
    return 0;
  }

  private void print(List<FaultRow> rows) {
    out().printf(ROW, "id", "target", "kind", "remaining", "");
    for (var row : rows) {
      var remaining = Durations.text(row.remaining());
      out().printf(ROW, row.id(), row.target(), row.kind(), remaining, row.parameters());
    }
  }

  @Command(description = "Ends faults before their time.")
  int clear(
      @Parameters(
              arity = "0..*",
              paramLabel = "ID",
              description = "As fault list shows them; all if none is given.")
          List<String> ids) {
    var parts = PartFaults.of(Home.find());
    if (ids == null) {
      int processes = parts.clear(); // first: it works without the rest of the system
      int links = ProxyControl.find(SystemState.load()).map(ProxyControl::clear).orElse(0);
      out().printf("%d cleared%n", processes + links);
      return 0;
    }
    var unknown = ids.stream().filter(id -> !parts.clear(id) && !clearLink(id)).toList();
    if (!unknown.isEmpty()) {
      throw new UserError(
          "there is no fault %s; ./coalmine fault list shows them"
              .formatted(String.join(", ", unknown)));
    }
    out().printf("%d cleared%n", ids.size());
    return 0;
  }

  private static boolean clearLink(String id) {
    return ProxyControl.find(SystemState.load()).map(it -> it.clear(id)).orElse(false);
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
