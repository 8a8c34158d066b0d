package dev.coalmine.lab.bench.connections;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A product with as many offers as one may have: a few answers of more than 10 KB fill the buffers
 * of a connection. None of it is ever in stock. It is the last product by its SKU, so the first
 * page of products stays as it is.
 */
final class LargeProduct {

  static final String PATH = "/api/products/zz-bench-connections";

  private static final int OFFERS = 100;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private LargeProduct() {}

  /**
   * Puts it on sale; a repeat changes nothing.
   *
   * @param token of a shop keeper
   * @throws UserError when the gateway does not accept it
   */
  static void put(URI gateway, String token) {
    try {
      var answer =
          Http.send(
              "PUT",
              gateway.resolve(PATH),
              LIMIT,
              JsonMapper.shared().writeValueAsString(body()),
              Http.bearer(token),
              Http.JSON,
              "Idempotency-Key: " + UUID.randomUUID());
      if (!answer.isOk()) {
        throw new UserError("the bench's product is refused: " + answer.body());
      }
    } catch (IOException e) {
      throw new UserError("the bench's product cannot be put on sale: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> body() {
    return Map.of("name", "Large", "offers", offers(), "stock", Map.of("received", 0));
  }

  private static List<Map<String, Object>> offers() {
    var price = Map.of("amount", 100, "currency", "EUR");
    return IntStream.range(0, OFFERS)
        .mapToObj(i -> Map.<String, Object>of("id", "offer-%040d".formatted(i), "price", price))
        .toList();
  }
}
