package dev.coalmine.lab.bench;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Captures of historical orders at the acquirer, as payment-service makes them. */
final class HistoricalCaptures implements AutoCloseable {

  private static final int AT_ONCE = 16;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String FEE = "expand[]=latest_charge.balance_transaction";

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final URI acquirer;
  private final String key;

  HistoricalCaptures(SystemState system) {
    acquirer = system.acquirer();
    key = system.acquirerKey();
  }

  /** New orders, each with its capture. */
  List<HistoricalOrder> capture(int count) throws InterruptedException {
    try {
      var results =
          threads.invokeAll(
              Collections.nCopies(count, (Callable<HistoricalOrder>) this::captureOne));
      var orders = Stream.<HistoricalOrder>builder();
      for (var result : results) {
        orders.add(result.get());
      }
      return orders.build().toList();
    } catch (ExecutionException e) {
      throw new UserError("the acquirer does not capture: " + e.getCause().getMessage(), e);
    }
  }

  private HistoricalOrder captureOne() throws IOException {
    var order = HistoricalOrder.newId();
    var form =
        "amount=%d&currency=eur&capture_method=manual&payment_method=pm_card_visa"
                .formatted(HistoricalOrder.PRICE)
            + "&metadata[coalmine_order]="
            + order;
    var intent = post("/v1/payment_intents", form).path("id").asString();
    post("/v1/payment_intents/" + intent + "/confirm", "payment_method=pm_card_visa");
    var captured = post("/v1/payment_intents/" + intent + "/capture", FEE);
    var transaction = captured.path("latest_charge").path("balance_transaction");
    return HistoricalOrder.of(order, intent, transaction.path("net").asLong());
  }

  private JsonNode post(String path, String form) throws IOException {
    var answer =
        Http.send("POST", acquirer.resolve(path), LIMIT, form, Http.bearer(key), Http.FORM);
    if (answer.status() != 200) {
      throw new IOException("%d %s".formatted(answer.status(), answer.body()));
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
