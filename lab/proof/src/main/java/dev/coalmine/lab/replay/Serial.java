package dev.coalmine.lab.replay;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.journal.Journals.Request;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.Report;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A replay in instalments, the next of which begins where the last one ended. */
public final class Serial {

  private static final double AT_ONCE = 1_000;

  private final Path file;
  private final List<Invoice> invoices;
  private final Replaying replaying;
  private final Undoing undoing = new Undoing();
  private int next;

  private Serial(Path file, List<Invoice> invoices, Replaying replaying) {
    this.file = file;
    this.invoices = invoices;
    this.replaying = replaying;
  }

  /**
   * Fills the shelves, and goes past what earlier replays placed.
   *
   * @param earlier what all journals say, by key
   * @throws UserError when the file cannot be read or the shop refuses a product
   */
  public static Serial begin(Path file, JournaledShop shop, Map<String, Request> earlier)
      throws InterruptedException {
    var retail = RetailFile.read(file);
    var replaying = new Replaying(shop, earlier);
    try (var progress =
        new Progress(System.err, "products", retail.assortment().products().size())) {
      replaying.fillShelves(retail.assortment(), progress);
    }
    var serial = new Serial(file, retail.invoices(), replaying);
    serial.run(replaying.placedEarlier(retail.invoices()), AT_ONCE);
    return serial;
  }

  /**
   * Returns when each has its answer or was given up.
   *
   * @param rate invoices per second
   * @return of all that ran so far
   */
  public Report run(int count, double rate) throws InterruptedException {
    int end = Math.min(next + count, invoices.size());
    var instalment = invoices.subList(next, end);
    next = end;
    try (var unseen =
        new Progress(new PrintStream(OutputStream.nullOutputStream()), "invoices", count)) {
      replaying.run(instalment, Schedule.steady(rate), undoing, unseen);
    }
    return report();
  }

  public void stop() {
    replaying.stop();
  }

  public Report report() {
    return replaying.report();
  }

  public Path file() {
    return file;
  }

  /** Invoices. */
  public int left() {
    return invoices.size() - next;
  }
}
