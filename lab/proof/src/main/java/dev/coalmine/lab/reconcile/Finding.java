package dev.coalmine.lab.reconcile;

import java.util.List;

/**
 * What became of an invariant.
 *
 * @param invariant its number in the design
 * @param promise in words
 * @param counted what was looked at, and how much of it
 * @param broken a sentence for each case, with the ids
 */
record Finding(String invariant, String promise, String counted, List<String> broken) {

  boolean holds() {
    return broken.isEmpty();
  }
}
