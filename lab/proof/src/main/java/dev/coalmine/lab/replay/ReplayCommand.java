package dev.coalmine.lab.replay;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.journal.Journals;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.LoadCommand;
import dev.coalmine.lab.system.RunningSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine replay}. */
@Command(
    name = "replay",
    description = {
      "Replays a real shop's invoices as orders, cancellations and returns.",
      "FILE has the format of 'Online Retail', gzipped or not: every invoice is an order of its",
      "customer, every cancellation undoes the order or the lines that it names.",
      "Run again, or after Ctrl-C, it goes on where it was and places nothing twice. Then:",
      "./coalmine reconcile",
      "Exit code: 0 when every order was accepted at the file's own price, else 1."
    })
public final class ReplayCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description =
          "As lab/samples/retail.csv, which comes with Coalmine; - is the standard input.")
  private Path file;

  @ArgGroup private Pace pace = new Pace();

  static final class Pace {

    @Option(
        names = "--rate",
        defaultValue = "10",
        paramLabel = "N",
        description = "Invoices per second (default ${DEFAULT-VALUE}).")
    @Bounds(least = "0.1", most = "1000")
    private double rate = 10;

    @Option(
        names = "--as-recorded",
        paramLabel = "xN",
        description = "At the file's own times, N times as fast: x1000.")
    private String asRecorded;
  }

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N invoices of the file.")
  @Bounds(least = "1", most = "2147483647")
  private Integer limit;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean asJson;

  @Override
  public Integer call() throws InterruptedException {
    checkPace();
    var retail = RetailFile.read(file);
    var invoices = limited(retail.invoices());
    var schedule = schedule(invoices);
    var system = RunningSystem.find();
    var earlier = Journals.byKey(system.journalDirectory());
    var undoing = new Undoing();
    try (var interruption = new Interruption(LoadCommand.PATIENCE.plusSeconds(5));
        var shop = JournaledShop.open(system)) {
      var replaying = new Replaying(shop, earlier);
      interruption.endsBy(replaying::stop);
      int products = retail.assortment().products().size();
      if (replaying.isAllPlaced(invoices)) {
        System.err.printf(
            "all %d invoices were replayed earlier; no order is left to place%n", invoices.size());
      } else {
        try (var progress = new Progress(System.err, "products", products)) {
          replaying.fillShelves(retail.assortment(), progress);
        }
      }
      try (var progress = new Progress(System.err, "invoices", invoices.size())) {
        replaying.run(invoices, schedule, undoing, progress);
      }
      return tell(replaying.summary(retail, undoing));
    }
  }

  private List<Invoice> limited(List<Invoice> invoices) {
    return limit == null || limit > invoices.size() ? invoices : invoices.subList(0, limit);
  }

  /** Before the file is read. */
  private void checkPace() {
    if (pace.asRecorded == null) {
      return;
    }
    if (!pace.asRecorded.matches("x[0-9]{1,7}")) {
      throw new UsageError("--as-recorded is how many times as fast, as x1000");
    }
    Schedule.asRecorded(faster(), null);
  }

  private double faster() {
    return Double.parseDouble(pace.asRecorded.substring(1));
  }

  private Schedule schedule(List<Invoice> invoices) {
    if (pace.asRecorded == null) {
      return Schedule.steady(pace.rate);
    }
    return Schedule.asRecorded(faster(), invoices.isEmpty() ? null : invoices.getFirst().at());
  }

  private int tell(Summary summary) {
    if (asJson) {
      System.out.println(JsonMapper.shared().writeValueAsString(summary));
    } else {
      summary.print(System.out);
    }
    return summary.isGood() ? 0 : 1;
  }
}
