package dev.coalmine.lab.acquirer;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** One at a time on each intent; a few share a lock. */
final class IntentLocks {

  private static final int LOCKS = 1_024;

  private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

  <T> T holding(String intent, Supplier<T> action) {
    synchronized (locks[Math.floorMod(intent.hashCode(), LOCKS)]) {
      return action.get();
    }
  }
}
