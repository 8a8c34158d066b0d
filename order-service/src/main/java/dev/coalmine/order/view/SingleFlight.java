package dev.coalmine.order.view;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Of the threads that want the same value at the same time, one fetches it for all of them. */
class SingleFlight<T> {

  private final ConcurrentHashMap<String, CompletableFuture<T>> flights = new ConcurrentHashMap<>();

  T get(String key, Supplier<T> fetch) {
    var mine = new CompletableFuture<T>();
    var others = flights.putIfAbsent(key, mine);
    if (others != null) {
      return join(others);
    }
    try {
      mine.complete(fetch.get());
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
    } finally {
      flights.remove(key, mine);
    }
    return join(mine);
  }

  /** Makes later calls fetch anew, although a fetch of the key may be under way. */
  void forget(String key) {
    flights.remove(key);
  }

  private static <T> T join(CompletableFuture<T> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
