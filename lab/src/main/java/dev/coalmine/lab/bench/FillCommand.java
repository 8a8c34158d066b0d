package dev.coalmine.lab.bench;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./coalmine bench fill}. */
@Command(
    name = "fill",
    description = {
      "Adds orders that came to their end long ago to databases, topics and the acquirer's books.",
      "Then bench orders and reconcile show what a full system costs. There is no way back but"
          + " ./coalmine up --fresh."
    })
final class FillCommand implements Callable<Integer> {

  private static final int BATCH = 5_000;

  @Option(
      names = "--orders",
      defaultValue = "100000",
      paramLabel = "N",
      description = "How many, 1 to 10,000,000 (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "10000000")
  private int orders;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      paramLabel = "N",
      description = {
        "Records in the topics, at least four an order; beyond those of the orders they are",
        "repeats, as a republication leaves them (default ${DEFAULT-VALUE})."
      })
  @Bounds(least = "4", most = "1000000000")
  private int events;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (events < HistoricalOrder.EVENTS * orders) {
      throw new UsageError("--events is at least four times --orders");
    }
    var system = SystemState.load();
    try (var acquirer = new HistoricalCaptures(system);
        var books = new HistoricalRows(system);
        var topics = new HistoricalEvents(system.kafka())) {
      books.putOnSale(orders);
      int copies = events / (HistoricalOrder.EVENTS * orders);
      int oneMore = events % (HistoricalOrder.EVENTS * orders) / HistoricalOrder.EVENTS;
      for (int done = 0; done < orders; done += BATCH) {
        int count = Math.min(BATCH, orders - done);
        var batch = new ArrayList<HistoricalOrder>(acquirer.capture(count));
        books.write(batch); // before the events: their consumers must know them for repeats
        for (int i = 0; i < count; i++) {
          topics.publish(batch.get(i), done + i < oneMore ? copies + 1 : copies);
        }
        topics.flush();
        System.err.printf("%d of %d orders%n", done + count, orders);
      }
    }
    System.out.printf("%d orders and %d events are there%n", orders, events);
    return 0;
  }
}
