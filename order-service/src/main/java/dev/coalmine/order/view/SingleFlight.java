package dev.coalmine.order.view;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Of those who want the same thing at the same time, one fetches it and all get it. */
class SingleFlight<T> {

  private final ConcurrentHashMap<String, CompletableFuture<T>> flights = new ConcurrentHashMap<>();

  T fly(String key, Supplier<T> fetch) {
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

  /** Who comes from now on sees what is now, not what a flight under way has seen before. */
  void abandon(String key) {
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
