package dev.coalmine.lab.settled;

import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What has begun and not ended, by the databases. */
public record InFlight(Stores stores) {

  private static final String OUTBOX = "select count(*) from outbox where published_at is null";
  private static final String PARKED = "select count(*) from parked_event";

  /** Kinds of work and how much of each there is; empty when there is none. */
  Map<String, Long> count() {
    var counts = new LinkedHashMap<String, Long>();
    put(counts, "orders undecided", stores.orders(), undecided());
    put(
        counts,
        "returns open",
        stores.orders(),
        "select count(*) from order_return where status = 'Requested'");
    put(counts, "order events to publish", stores.orders(), OUTBOX);
    put(counts, "payment events parked", stores.orders(), PARKED);
    put(counts, "payments at work", stores.payments(), atWork());
    put(
        counts,
        "refunds open",
        stores.payments(),
        "select count(*) from refund where status in ('Requested', 'Pending')");
    put(counts, "payment events to publish", stores.payments(), OUTBOX);
    put(counts, "order events parked at payment-service", stores.payments(), PARKED);
    put(counts, "notifications to deliver", stores.notifications(), undelivered());
    put(counts, "events parked at notification-service", stores.notifications(), PARKED);
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** Orders whose fate order-service has yet to settle. */
  public long orders() {
    return Stores.count(stores.orders(), undecided());
  }

  /** Payments that payment-service is at. */
  public long payments() {
    return Stores.count(stores.payments(), atWork());
  }

  /** Notifications on their way out. */
  public long notifications() {
    return Stores.count(stores.notifications(), undelivered());
  }

  private static void put(Map<String, Long> counts, String what, Connection database, String sql) {
    counts.put(what, Stores.count(database, sql));
  }

  private static String undecided() {
    return """
    select count(*) from orders
     where status in ('Pending', 'Cancelling') or (status = 'Confirmed' and not captured)\
    """;
  }

  private static String atWork() {
    return """
    select count(*) from payment
     where state in ('Authorizing', 'Unknown', 'Capturing', 'Voiding', 'Refunding')\
    """;
  }

  private static String undelivered() {
    return "select count(*) from notification where status in ('Due', 'Waiting')";
  }
}
