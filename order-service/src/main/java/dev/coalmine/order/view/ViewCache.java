package dev.coalmine.order.view;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Views in Redis, each a hash of {@code version}, {@code owner} and {@code body}; a tombstone has a
 * version alone. No decision reads them. An older version replaces no newer one, even when it comes
 * late, and an invalidation that is lost ends with the view's time to live. notification-service's
 * {@code OrderLines} reads them too: {@code contracts/cache/views.md}.
 */
class ViewCache {

  /** KEYS: view. ARGV: version, time to live in ms, owner, body. */
  private static final String PUT =
      """
      local known = redis.call('HGET', KEYS[1], 'version')
      if known and tonumber(known) > tonumber(ARGV[1]) then return 0 end
      redis.call('HSET', KEYS[1], 'version', ARGV[1], 'owner', ARGV[3], 'body', ARGV[4])
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      return 1
      """;

  /** KEYS: view. ARGV: the version from which on a view is welcome, time to live in ms. */
  private static final String OUTDATE =
      """
      local known = redis.call('HGET', KEYS[1], 'version')
      if known and tonumber(known) >= tonumber(ARGV[1]) then return 0 end
      redis.call('DEL', KEYS[1])
      redis.call('HSET', KEYS[1], 'version', ARGV[1])
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      return 1
      """;

  private final Redis redis;
  private final ViewSettings settings;
  private final SingleFlight<Optional<View>> flights = new SingleFlight<>();
  private final Counter hits;
  private final Counter misses;

  ViewCache(Redis redis, ViewSettings settings, MeterRegistry meters) {
    this.redis = redis;
    this.settings = settings;
    this.hits = meters.counter("view.hits");
    this.misses = meters.counter("view.misses");
  }

  /** The cached view, or what the loader finds. Of the threads that miss it at once, one loads. */
  Optional<View> get(String key, Supplier<Optional<Loaded>> loader) {
    if (!settings.cached()) {
      return loader.get().map(Loaded::view);
    }
    var cached = read(key);
    if (cached.isPresent()) {
      hits.increment();
      return cached;
    }
    misses.increment();
    return flights.get(key, () -> load(key, loader));
  }

  /** Removes a view that is older than the version, and refuses such views. Does not wait. */
  void outdate(String key, long version) {
    flights.forget(key);
    if (settings.cached()) {
      redis.tell(
          commands ->
              commands.eval(
                  OUTDATE,
                  ScriptOutputType.INTEGER,
                  new String[] {key},
                  Long.toString(version),
                  Long.toString(settings.timeToLive().toMillis())));
    }
  }

  private Optional<View> read(String key) {
    return redis.ask(commands -> commands.hmget(key, "owner", "body")).flatMap(ViewCache::view);
  }

  private static Optional<View> view(List<KeyValue<String, String>> fields) {
    var body = fields.get(1);
    return body.hasValue()
        ? Optional.of(new View(fields.get(0).getValueOrElse(""), body.getValue()))
        : Optional.empty();
  }

  private Optional<View> load(String key, Supplier<Optional<Loaded>> loader) {
    long start = System.nanoTime();
    var loaded = loader.get();
    // a slow load could arrive after the tombstone of a later version has expired
    var quick = System.nanoTime() - start < settings.timeToLive().toNanos() / 2;
    loaded.filter(view -> quick && cacheable(view)).ifPresent(view -> put(key, view));
    return loaded.map(Loaded::view);
  }

  private boolean cacheable(Loaded loaded) {
    return loaded.lasting() && loaded.view().body().length() <= settings.largest();
  }

  private void put(String key, Loaded loaded) {
    redis.tell(
        commands ->
            commands.eval(
                PUT,
                ScriptOutputType.INTEGER,
                new String[] {key},
                Long.toString(loaded.version()),
                Long.toString(jittered(settings.timeToLive())),
                loaded.view().owner(),
                loaded.view().body()));
  }

  /** Views that were cached together must not expire together. */
  private static long jittered(Duration timeToLive) {
    var most = timeToLive.toMillis();
    return most - ThreadLocalRandom.current().nextLong(most / 10 + 1);
  }

  /**
   * @param lasting whether an event of this service is published when the view changes
   */
  record Loaded(View view, long version, boolean lasting) {}
}
