package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the merchant what happened, signed, again and again until it says that it has understood,
 * at most {@value #TRIES} times.
 */
final class Webhooks implements AutoCloseable {

  /** Of the API that stripe-java 31 speaks. */
  static final String API_VERSION = "2025-11-17.clover";

  private static final int TRIES = 6;
  private static final int MOST_WAITING = 10_000;

  private final URI merchant;
  private final String secret;
  private final JsonMapper json;
  private final ObjectIds ids = new ObjectIds();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(4, Thread.ofVirtual().name("webhook-", 0).factory());
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * @param merchant null for nobody
   */
  Webhooks(URI merchant, String secret, JsonMapper json) {
    this.merchant = merchant;
    this.secret = secret;
    this.json = json;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void tell(String type, Map<String, Object> object) {
    if (merchant == null || timer.getQueue().size() > MOST_WAITING) {
      return; // the merchant polls for what it was not told
    }
    var event = new LinkedHashMap<String, Object>();
    event.put("id", ids.next("evt"));
    event.put("object", "event");
    event.put("api_version", API_VERSION);
    event.put("created", Instant.now().getEpochSecond());
    event.put("type", type);
    event.put("livemode", false);
    event.put("data", Map.of("object", object));
    schedule(json.writeValueAsString(event), 1);
  }

  private void schedule(String body, int attempt) {
    long delay = attempt == 1 ? 0 : 500L << attempt;
    if (!timer.isShutdown()) {
      timer.schedule(() -> deliver(body, attempt), delay, TimeUnit.MILLISECONDS);
    }
  }

  private void deliver(String body, int attempt) {
    try {
      var request =
          HttpRequest.newBuilder(merchant)
              .timeout(Duration.ofSeconds(5))
              .header("Content-Type", "application/json")
              .header("Stripe-Signature", signature(body, Instant.now().getEpochSecond(), secret))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      if (http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2) {
        return;
      }
    } catch (IOException e) {
      // not there; told again below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (attempt < TRIES) {
      schedule(body, attempt + 1);
    }
  }

  /** Stripe's scheme v1: HMAC-SHA256 of time, a dot and the body. */
  static String signature(String body, long time, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      var hash = mac.doFinal((time + "." + body).getBytes(UTF_8));
      return "t=%d,v1=%s".formatted(time, HexFormat.of().formatHex(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.close();
  }
}
