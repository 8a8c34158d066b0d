package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.system.SystemState;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine fault list}. */
@Command(name = "list", description = "Those in force, and how long they have left.")
final class ListCommand implements Callable<Integer> {

  private static final String ROW = "%-16s %-22s %-11s %12s  %s%n";

  @Option(names = "--json", description = "As JSON.")
  private boolean asJson;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    var links = ProxyControl.find(SystemState.load()).map(ProxyControl::list).orElse(List.of());
    var rows =
        Stream.concat(
                links.stream().map(FaultRow::of),
                PartFaults.of(Home.find()).inForce().stream().map(FaultRow::of))
            .toList();
    var out = command.commandLine().getOut();
    if (asJson) {
      out.println(JsonMapper.shared().writeValueAsString(rows));
    } else if (rows.isEmpty()) {
      out.println("no faults");
    } else {
      print(out, rows);
    }
    return 0;
  }

  private static void print(PrintWriter out, List<FaultRow> rows) {
    out.printf(ROW, "id", "target", "kind", "remaining", "");
    for (var row : rows) {
      out.printf(
          ROW,
          row.id(),
          row.target(),
          row.kind(),
          Durations.text(row.remaining()),
          row.parameters());
    }
  }
}
