package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the acquirer says, over its API.
 *
 * @param intents by id
 * @param refunded what went back to the card, by order, in minor units
 * @param nets what each intent has brought us, refunds and fees taken off, in minor units
 * @param balance of ours, in minor units
 */
record AcquirerBooks(
    Map<String, Intent> intents, Map<String, Long> refunded, Map<String, Long> nets, long balance) {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int PAGE = 100;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * @param order as we named it in the metadata
   * @param received what was captured, in minor units
   */
  record Intent(String order, String status, long received) {

    boolean isCaptured() {
      return status.equals("succeeded");
    }

    boolean isHeld() {
      return status.equals("requires_capture");
    }
  }

  /**
   * @throws UserError when the acquirer does not answer
   */
  static AcquirerBooks read(URI acquirer, String apiKey) {
    try {
      return new Asking(acquirer, apiKey).read();
    } catch (IOException e) {
      throw new UserError("the acquirer's books cannot be read: " + e.getMessage(), e);
    }
  }

  private record Asking(URI acquirer, String apiKey) {

    AcquirerBooks read() throws IOException {
      var intents = new HashMap<String, Intent>();
      var sources = new HashMap<String, String>(); // a charge or a refund: its intent
      each(
          "/v1/payment_intents",
          it -> {
            intents.put(it.path("id").asString(), intent(it));
            sources.put(charge(it.path("latest_charge")), it.path("id").asString());
          });
      var refunded = new HashMap<String, Long>();
      each(
          "/v1/refunds",
          it -> {
            var intent = it.path("payment_intent").asString();
            sources.put(it.path("id").asString(), intent);
            if (it.path("status").asString().equals("succeeded") && intents.containsKey(intent)) {
              refunded.merge(intents.get(intent).order(), it.path("amount").asLong(), Long::sum);
            }
          });
      var nets = new HashMap<String, Long>();
      each(
          "/v1/balance_transactions",
          it ->
              nets.merge(
                  sources.getOrDefault(it.path("source").asString(), "of no intent"),
                  it.path("net").asLong(),
                  Long::sum));
      long balance = 0;
      for (var part : get("/v1/balance").path("available")) {
        balance += part.path("amount").asLong();
      }
      return new AcquirerBooks(intents, refunded, nets, balance);
    }

    /** Shown or only named. */
    private static String charge(JsonNode json) {
      return (json.isObject() ? json.path("id") : json).asString("");
    }

    private static Intent intent(JsonNode json) {
      return new Intent(
          json.path("metadata").path("coalmine_order").asString(""),
          json.path("status").asString(),
          json.path("amount_received").asLong());
    }

    /** All pages. */
    private void each(String path, Consumer<JsonNode> read) throws IOException {
      String last = null;
      boolean more = true;
      while (more) {
        var after = last == null ? "" : "&starting_after=" + last;
        var page = get("%s?limit=%d%s".formatted(path, PAGE, after));
        for (var object : page.path("data")) {
          read.accept(object);
          last = object.path("id").asString();
        }
        more = page.path("has_more").asBoolean(false);
      }
    }

    private JsonNode get(String path) throws IOException {
      var answer = Http.get(acquirer.resolve(path), LIMIT, Http.bearer(apiKey));
      if (answer.status() != 200) {
        throw new IOException("it answers %d to %s".formatted(answer.status(), path));
      }
      return JSON.readTree(answer.body());
    }
  }
}
