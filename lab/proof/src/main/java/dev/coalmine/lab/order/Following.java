package dev.coalmine.lab.order;

import dev.coalmine.lab.load.Shop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Tells each change of an order when it is seen, until it has come to its end. */
final class Following {

  private static final int POLL_MS = 50;
  private static final Set<String> ENDS = Set.of("Rejected", "Cancelled");

  private final Shop shop;
  private final String token;
  private final String id;
  private final long asked;
  private final boolean silent;
  private final Set<String> told = new HashSet<>();
  private JsonNode order;
  private boolean captured;

  enum End {
    PAID(0),
    NOT_BOUGHT(1),
    OPEN(2);

    private final int exitCode;

    End(int exitCode) {
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  /**
   * @param asked when, by {@link System#nanoTime}
   */
  Following(Shop shop, String token, JsonNode order, long asked, boolean silent) {
    this.shop = shop;
    this.token = token;
    this.id = order.get("id").asString();
    this.asked = asked;
    this.silent = silent;
    this.order = order;
    told.addAll(List.of("Pending", status())); // the answer has said it
    tell("order %s, %s: %s".formatted(id, money(order.get("total")), status()));
  }

  JsonNode order() {
    return order;
  }

  End follow(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < deadline) {
      look();
      if (captured && status().equals("Confirmed")) {
        return told(End.PAID, "paid and notified");
      }
      if (ENDS.contains(status()) && isNotified()) {
        return told(End.NOT_BOUGHT, status() + reason(order));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    var missing = status().equals("Confirmed") ? ", and no notification said that it is paid" : "";
    return told(
        End.OPEN, "still %s%s; settled tells what is in flight".formatted(status(), missing));
  }

  private End told(End end, String how) {
    tell(how);
    return end;
  }

  private boolean isNotified() {
    return told.stream().anyMatch(it -> it.startsWith("mail"));
  }

  private void look() throws InterruptedException {
    var reply = shop.get("/api/orders/" + id, token);
    if (reply.isOk()) {
      order = reply.json();
      for (var step : order.path("history")) {
        once(step.get("status").asString(), step.get("status").asString() + reason(step));
      }
    }
    var notified = shop.get("/api/notifications?limit=20", token);
    if (notified.isOk()) {
      for (var one : notified.json().get("items")) {
        notification(one);
      }
    }
  }

  private void notification(JsonNode one) {
    if (!one.path("orderId").asString("").equals(id)) {
      return;
    }
    captured |= one.path("template").asString("").equals("payment-captured");
    var what = "%s: %s".formatted(one.get("channel").asString(), one.get("title").asString());
    if (!one.get("status").asString().equals("Due")) {
      once(what, what + " (%s)".formatted(one.get("status").asString().toLowerCase(Locale.ROOT)));
    }
  }

  private void once(String key, String line) {
    if (told.add(key)) {
      tell(line);
    }
  }

  private void tell(String line) {
    if (!silent) {
      System.out.printf(Locale.ROOT, "%8.3f s  %s%n", (System.nanoTime() - asked) / 1e9, line);
    }
  }

  private String status() {
    return order.get("status").asString();
  }

  private static String reason(JsonNode node) {
    var reason = node.path("reason").asString("");
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  private static String money(JsonNode money) {
    return String.format(
        Locale.ROOT,
        "%.2f %s",
        money.get("amount").asLong() / 100.0,
        money.get("currency").asString());
  }
}
