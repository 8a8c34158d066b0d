package dev.coalmine.gateway.instance;

import java.util.function.IntPredicate;

/** Chooses each candidate in turn; one that cannot be used gives its turn to the next. */
final class RoundRobin {

  private RoundRobin() {}

  /**
   * @param turn counts up by one per choice, and may overflow
   * @param size how many there are
   * @return an index that is usable, or -1
   */
  static int choose(int turn, int size, IntPredicate usable) {
    for (int i = 0; i < size; i++) {
      int index = Math.floorMod(turn + i, size);
      if (usable.test(index)) {
        return index;
      }
    }
    return -1;
  }
}
