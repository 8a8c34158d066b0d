package dev.coalmine.lab.launch;

import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** A handful of products to order, put on sale as a shop keeper would: through the API. */
final class Catalogue {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private Catalogue() {}

  record Entry(String sku, String name, List<Offer> offers, long stock) {}

  record Offer(String id, long price) {

    private Map<String, Object> money() {
      return Map.of("amount", price, "currency", "EUR");
    }
  }

  /**
   * What is there already is left alone: its stock has been sold from. Asked again, once a second,
   * while a part is still too slow to answer: that makes nothing twice.
   *
   * @param shop where products are put: the gateway, or order-service itself
   * @param tries at least 1
   * @param obstacle is told each time what was in the way
   * @return how many were missing
   * @throws IOException what was in the way the last time
   */
  static int seed(URI issuer, URI shop, int tries, Consumer<IOException> obstacle)
      throws IOException, InterruptedException {
    int missing = 0;
    for (int left = tries; ; left--) {
      try {
        var token = new Tokens(issuer).fetch(TokenRequest.shopKeeper().byLab());
        for (var entry : entries()) {
          missing += add(entry, shop, token) ? 1 : 0;
        }
        return missing;
      } catch (IOException e) {
        if (left <= 1) {
          throw e;
        }
        obstacle.accept(e);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  /** Whether it was missing. */
  private static boolean add(Entry entry, URI shop, String token) throws IOException {
    var address = shop.resolve("/api/products/" + entry.sku());
    int status = Http.get(address, LIMIT, Http.bearer(token)).status();
    if (status == NOT_FOUND) {
      put(address, entry, token);
      return true;
    }
    if (status >= 300) {
      throw new IOException("%s is answered with %d".formatted(address, status));
    }
    return false;
  }

  private static void put(URI address, Entry entry, String token) throws IOException {
    var answer =
        Http.send(
            "PUT",
            address,
            LIMIT,
            JSON.writeValueAsString(body(entry)),
            Http.bearer(token),
            Http.JSON,
            "Idempotency-Key: " + UUID.randomUUID().toString());
    if (answer.status() >= 300) {
      throw new IOException(
          "%s could not be put on sale: %d %s"
              .formatted(entry.sku(), answer.status(), answer.body()));
    }
  }

  private static Map<String, Object> body(Entry entry) {
    var offers = entry.offers().stream().map(it -> Map.of("id", it.id(), "price", it.money()));
    return Map.of(
        "name", entry.name(),
        "offers", offers.toList(),
        "stock", Map.of("received", entry.stock()));
  }

  static List<Entry> entries() {
    try (var resource = Catalogue.class.getResourceAsStream("catalogue.json")) {
      return List.of(JSON.readValue(resource, Entry[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
