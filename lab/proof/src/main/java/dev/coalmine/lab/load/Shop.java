package dev.coalmine.lab.load;

import dev.coalmine.lab.load.Transport.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A well-behaved client of the gateways: what may pass is asked again, under the same key, of the
 * next gateway, for as long as its patience lasts.
 */
public final class Shop implements AutoCloseable {

  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 1_000;
  private static final String TWIN = "idempotency-key-in-use";

  private final List<URI> gateways;
  private final Duration patience;
  private final Map<URI, AtomicInteger> open;
  private final AtomicInteger next = new AtomicInteger();
  private final Transport transport;

  /**
   * @param patience after which a request is given up
   */
  public Shop(List<URI> gateways, Duration patience) {
    this(gateways, patience, new HttpClientTransport());
  }

  Shop(List<URI> gateways, Duration patience, Transport transport) {
    this.transport = transport;
    this.gateways = List.copyOf(gateways);
    this.patience = patience;
    this.open =
        gateways.stream()
            .collect(
                Collectors.toMap(
                    it -> it, _ -> new AtomicInteger(), (a, _) -> a, ConcurrentHashMap::new));
  }

  /** Attempts that wait for this gateway's answer. */
  public int openAt(URI gateway) {
    return open.get(gateway).get();
  }

  /** Attempts that wait for an answer. */
  public int open() {
    return open.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  public Reply get(String path, String token) throws InterruptedException {
    return ask("GET", path, token, null, null);
  }

  public Reply post(String path, String token, String key, String body)
      throws InterruptedException {
    return ask("POST", path, token, key, body);
  }

  public Reply put(String path, String token, String key, String body) throws InterruptedException {
    return ask("PUT", path, token, key, body);
  }

  private Reply ask(String method, String path, String token, String key, String body)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    var inVain = new ArrayList<String>();
    while (true) {
      var answer = attempt(method, path, token, key, body);
      var reply = new Reply(answer.status(), answer.body(), List.copyOf(inVain));
      if (!mayPass(answer)) {
        return reply;
      }
      long pause = pause(reply.attempts(), answer.retryAfter());
      if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > deadline) {
        return reply;
      }
      inVain.add(reply.reason());
      TimeUnit.MILLISECONDS.sleep(pause);
    }
  }

  private Response attempt(String method, String path, String token, String key, String body)
      throws InterruptedException {
    var gateway = gateways.get(Math.floorMod(next.getAndIncrement(), gateways.size()));
    var headers = new LinkedHashMap<String, String>();
    headers.put("Authorization", "Bearer " + token);
    if (key != null) {
      headers.put("Idempotency-Key", key);
    }
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    open.get(gateway).incrementAndGet();
    try {
      return transport.send(method, gateway.resolve(path), headers, body, ATTEMPT);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return none("no connection");
    } catch (HttpTimeoutException e) {
      return none("no answer within " + ATTEMPT.toSeconds() + " s");
    } catch (BlindTransport.KeptConnectionBroken e) {
      return none("kept connection broken");
    } catch (IOException e) {
      return none("connection broken");
    } finally {
      open.get(gateway).decrementAndGet();
    }
  }

  /** Doubled each time and half of it by chance, so that clients do not come back as one. */
  private static long pause(int attempt, Duration retryAfter) {
    long base = Math.min(FIRST_PAUSE_MS << Math.min(attempt - 1, 10), LONGEST_PAUSE_MS);
    return Math.max(base, Math.min(retryAfter.toMillis(), 2 * LONGEST_PAUSE_MS)) / 2
        + ThreadLocalRandom.current().nextLong(base / 2 + 1);
  }

  /** Whether a later attempt may be answered better. */
  private static boolean mayPass(Response answer) {
    return answer.status() == 0
        || answer.status() >= 500
        || answer.status() == 429
        || (answer.status() == 409 && answer.body().contains(TWIN));
  }

  private static Response none(String why) {
    return new Response(0, Duration.ZERO, why);
  }

  @Override
  public void close() {
    transport.close();
  }
}
