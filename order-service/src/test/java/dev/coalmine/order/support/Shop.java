package dev.coalmine.order.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.issuer.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as its customers and its shop keeper use it. */
public final class Shop {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String base;

  public Shop(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** Of every product's one offer, in cents. */
  public static final long PRICE = 250;

  /** A new product with offer {@code each} at {@link #PRICE}. */
  public String product(long pieces) {
    var sku = "T" + UUID.randomUUID().toString().substring(0, 13);
    assertThat(put(sku, pieces).status()).isEqualTo(201);
    return sku;
  }

  public Answer put(String sku, long received) {
    return put(
        sku,
        """
        {"name": "Grain of %s", "stock": {"received": %d},
         "offers": [{"id": "each", "price": {"amount": %d, "currency": "EUR"}}]}
        """
            .formatted(sku, received, PRICE));
  }

  public Answer put(String sku, String body) {
    return send(
        request("/api/products/" + sku, TestIssuer.shopKeeper())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  public Answer place(String customer, String lines) {
    return place(customer, UUID.randomUUID().toString(), lines);
  }

  public Answer place(String customer, String key, String lines) {
    return post("/api/orders", TestIssuer.customer(customer), key, "{\"lines\": " + lines + "}");
  }

  /** Places an order that must be accepted; its id. */
  public String placed(String customer, String lines) {
    var answer = place(customer, lines);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  public Answer cancel(String customer, String order) {
    return cancel(customer, UUID.randomUUID().toString(), order);
  }

  public Answer cancel(String customer, String key, String order) {
    return post("/api/orders/" + order + "/cancellation", TestIssuer.customer(customer), key, "");
  }

  public Answer giveBack(String customer, String key, String order, String lines) {
    return post(
        "/api/orders/" + order + "/returns",
        TestIssuer.customer(customer),
        key,
        "{\"lines\": " + lines + "}");
  }

  public Answer post(String path, String token, String key, String body) {
    var request = request(path, token).header("Content-Type", "application/json");
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  public Answer get(String path, String token) {
    return send(request(path, token).GET());
  }

  public Answer order(String customer, String id) {
    return get("/api/orders/" + id, TestIssuer.customer(customer));
  }

  /** The order, as soon as it has this status. */
  public JsonNode awaitStatus(String customer, String id, String status) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> order(customer, id).json(),
            order -> order.path("status").asString().equals(status));
  }

  public static String line(String sku, long quantity) {
    return "{\"sku\": \"%s\", \"offer\": \"each\", \"quantity\": %d}".formatted(sku, quantity);
  }

  public static String lines(String... lines) {
    return "[" + String.join(",", lines) + "]";
  }

  public static String lines(int count, String line) {
    return IntStream.range(0, count).mapToObj(_ -> line).collect(Collectors.joining(",", "[", "]"));
  }

  public HttpRequest.Builder request(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public void isProblem(int status, String slug) {
      assertThat(status()).as(body()).isEqualTo(status);
      assertThat(header("Content-Type")).startsWith("application/problem+json");
      assertThat(json().path("type").asString())
          .as(body())
          .isEqualTo("https://coalmine.dev/problems/" + slug);
      assertThat(json().path("traceId").asString()).as(body()).hasSize(32);
    }
  }
}
