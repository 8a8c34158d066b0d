package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.replay.Serial;
import java.time.Duration;

/** A file's, each once: what suffers next is under those that follow. */
final class ReplayedOrders implements Workload {

  private final Serial serial;
  private final double rate;

  /**
   * @param rate invoices per second
   * @param time of all that is to suffer
   * @throws UserError when the file has too few invoices left
   */
  ReplayedOrders(Serial serial, double rate, Duration time) {
    this.serial = serial;
    this.rate = rate;
    if (serial.left() < invoices(time)) {
      throw new UserError(
          "%s has %d invoices left to place, but %s at %s a second need %d: take a lower --rate,"
              + " fewer --rounds, or start afresh with ./coalmine up --fresh"
                  .formatted(
                      serial.file(), serial.left(), Durations.text(time), rate, invoices(time)));
    }
  }

  private int invoices(Duration time) {
    return (int) Math.ceil(rate * time.toMillis() / 1e3);
  }

  @Override
  public Offered offer(Duration time) throws InterruptedException {
    var before = serial.report();
    var after = serial.run(invoices(time), rate);
    long offered = after.offered() - before.offered();
    return new Offered(offered, offered - (after.accepted() - before.accepted()));
  }

  @Override
  public void stop() {
    serial.stop();
  }
}
