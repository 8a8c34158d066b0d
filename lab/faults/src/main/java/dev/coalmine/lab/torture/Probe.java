package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.OrderJson;
import dev.coalmine.lab.load.Shop;
import dev.coalmine.lab.settled.Stores;
import dev.coalmine.lab.system.SystemState;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Finds out when the system is well again: an order is placed, and has come to its end everywhere
 * when it is captured and everybody has been told.
 */
record Probe(SystemState system, JournaledShop shop, String sku) {

  private static final String CUSTOMER = "probe";
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int POLL_MS = 200;

  /** Placed and confirmed by stream, confirmed by mail, captured by stream. */
  private static final int NOTIFICATIONS = 4;

  /** Seconds until an order got through; empty when none did within two minutes. */
  OptionalDouble awaitRecovery() throws InterruptedException {
    long start = System.nanoTime();
    long deadline = start + LIMIT.toNanos();
    var order = place();
    while (order != null && System.nanoTime() < deadline) {
      if (isThrough(order)) {
        return OptionalDouble.of((System.nanoTime() - start) / 1e9);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    return OptionalDouble.empty();
  }

  /** Null when it was refused for good. */
  private String place() throws InterruptedException {
    try (var patient = new Shop(system.gateways(), LIMIT)) {
      return new JournaledShop(patient, shop.customers(), shop.journal())
          .place(
              Entry.place(UUID.randomUUID().toString(), CUSTOMER),
              OrderJson.of(List.of(sku), 1),
              _ -> {})
          .id();
    }
  }

  private boolean isThrough(String order) {
    try (var stores = Stores.open(system)) {
      return Stores.count(
              stores.notifications(),
              "select count(*) from notification where order_id = '%s' and status = 'Sent'"
                  .formatted(order))
          >= NOTIFICATIONS;
    } catch (UserError e) {
      return false; // the database is not back
    }
  }
}
