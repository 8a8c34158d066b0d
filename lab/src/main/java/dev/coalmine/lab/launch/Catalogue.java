package dev.coalmine.lab.launch;

import dev.coalmine.lab.issuer.TokenRequest;
import dev.coalmine.lab.issuer.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A handful of products to order, put on sale as a shop keeper would: through the API. */
final class Catalogue {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int NOT_FOUND = 404;

  private Catalogue() {}

  record Entry(String sku, String name, List<Offer> offers, long stock) {}

  record Offer(String id, long price) {}

  /**
   * What is there already is left alone: its stock has been sold from.
   *
   * @return how many were missing
   */
  static int seed(SystemState system) throws IOException {
    return seed(system.issuer(), system.gateway());
  }

  /**
   * @param shop where products are put: the gateway, or order-service itself
   */
  static int seed(URI issuer, URI shop) throws IOException {
    var token = new Tokens(issuer).fetch(TokenRequest.shopKeeper());
    int missing = 0;
    for (var entry : entries()) {
      var address = shop.resolve("/api/products/" + entry.sku());
      int status = Http.get(address, Map.of()).status();
      if (status == NOT_FOUND) {
        put(address, entry, token);
        missing++;
      } else if (status >= 300) {
        throw new IOException("%s is answered with %d".formatted(address, status));
      }
    }
    return missing;
  }

  private static void put(URI address, Entry entry, String token) throws IOException {
    var answer =
        Http.send(
            "PUT",
            address,
            Map.of(
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString()),
            JSON.writeValueAsString(body(entry)));
    if (answer.status() >= 300) {
      throw new IOException(
          "%s could not be put on sale: %d %s"
              .formatted(entry.sku(), answer.status(), answer.body()));
    }
  }

  private static Map<String, Object> body(Entry entry) {
    return Map.of(
        "name",
        entry.name(),
        "offers",
        entry.offers().stream()
            .map(
                offer ->
                    Map.of(
                        "id",
                        offer.id(),
                        "price",
                        Map.of("amount", offer.price(), "currency", "EUR")))
            .toList(),
        "stock",
        Map.of("received", entry.stock()));
  }

  static List<Entry> entries() {
    try (var resource = Catalogue.class.getResourceAsStream("catalogue.json")) {
      return List.of(JSON.readValue(resource, Entry[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
