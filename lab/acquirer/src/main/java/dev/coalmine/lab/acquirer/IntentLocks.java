package dev.coalmine.lab.acquirer;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One at a time on each intent; a few share a lock. */
final class IntentLocks {

  private static final int LOCKS = 1_024;

  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  IntentLocks() {
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  <T> T holding(String intent, Supplier<T> action) {
    var lock = locks[Math.floorMod(intent.hashCode(), LOCKS)];
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
