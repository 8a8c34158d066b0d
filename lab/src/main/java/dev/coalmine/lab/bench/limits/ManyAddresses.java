package dev.coalmine.lab.bench.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.coalmine.lab.bench.process.RedisStatistics;
import dev.coalmine.lab.bench.traffic.LoadGenerator;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory after requests from ever new addresses.
 *
 * @param addresses how many, each with one request
 * @param heapMibBefore of a gateway after a full collection, when a tenth of them had come
 * @param heapMibAfter when all had come
 * @param redisMib memory that Redis uses for its data
 * @param evictedKeys that Redis had no room for
 * @param failed requests that were not answered with 2xx: each address has its burst
 */
record ManyAddresses(
    long addresses,
    double heapMibBefore,
    double heapMibAfter,
    double redisMib,
    long evictedKeys,
    long failed) {

  private static final int CONNECTIONS = 32;
  private static final int MIB = 1024 * 1024;
  private static final double REDIS_MOST_MIB = 17; // its limit of 16, and what it takes meanwhile
  private static final double FLAT = 1.1;

  static ManyAddresses measure(Gateways gateways, LimitCase limit, long addresses)
      throws IOException {
    var failed = new AtomicLong();
    var from = new AtomicLong();
    send(gateways, limit, from, addresses / 10, failed);
    double before = Heap.usedMib(gateways.pid(0));
    send(gateways, limit, from, addresses - addresses / 10, failed);
    double after = Heap.usedMib(gateways.pid(0));
    return new ManyAddresses(
        addresses,
        before,
        after,
        (double) RedisStatistics.number(gateways.redisPort(), "memory", "used_memory") / MIB,
        RedisStatistics.number(gateways.redisPort(), "stats", "evicted_keys"),
        failed.get());
  }

  private static void send(
      Gateways gateways, LimitCase limit, AtomicLong from, long count, AtomicLong failed)
      throws IOException {
    try (var load =
        new LoadGenerator(
            gateways.ports(1),
            CONNECTIONS,
            _ -> request(limit, from.getAndIncrement()),
            (_, _, _, _, status) -> failed.addAndGet(status / 100 == 2 ? 0 : 1))) {
      load.closedLoop(count);
    }
  }

  private static byte[] request(LimitCase limit, long number) {
    return LimitedLoad.request(limit, address(number)).getBytes(US_ASCII);
  }

  /** Returns a different address for each number below 2^24, none of which any other run uses. */
  static String address(long number) {
    return "11.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255);
  }

  /** Returns whether the memory of both is bounded. */
  @JsonProperty
  boolean holds() {
    return heapMibAfter <= FLAT * heapMibBefore && redisMib <= REDIS_MOST_MIB && failed == 0;
  }
}
