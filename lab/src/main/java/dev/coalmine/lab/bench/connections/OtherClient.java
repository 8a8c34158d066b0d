package dev.coalmine.lab.bench.connections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client that asks for products at a steady rate, whatever the answers take. */
final class OtherClient implements AutoCloseable {

  /** Below what one address may read by the default policy. */
  private static final int RATE = 50;

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int MOST_TIMES = 3;

  private final HttpClient http;
  private final HttpRequest request;

  OtherClient(URI gateway, InetAddress from) {
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(from)
            .connectTimeout(LIMIT)
            .build();
    request =
        HttpRequest.newBuilder(gateway.resolve("/api/products?limit=5")).timeout(LIMIT).build();
  }

  /**
   * Asks for a while. An answer's time begins when its request was due, so that one slow answer
   * counts for all that it delays. After three times the time the requests that are not sent count
   * as failed.
   *
   * @param into where the answers are counted
   */
  void ask(Duration time, Latencies into) throws InterruptedException {
    long gap = TimeUnit.SECONDS.toNanos(1) / RATE;
    long begin = System.nanoTime();
    for (long due = begin; due - begin < time.toNanos(); due += gap) {
      if (System.nanoTime() - begin > MOST_TIMES * time.toNanos()) {
        into.fail();
        continue;
      }
      long early = due - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      if (succeeds()) {
        into.add(System.nanoTime() - due);
      } else {
        into.fail();
      }
    }
  }

  private boolean succeeds() throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofByteArray()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
