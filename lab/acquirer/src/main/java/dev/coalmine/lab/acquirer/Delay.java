package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes a caller wait, when that is wanted. */
final class Delay {

  private final Behaviours behaviours;

  Delay(Behaviours behaviours) {
    this.behaviours = behaviours;
  }

  void of(String operation) {
    behaviours.struck(Kind.SLOW, operation).ifPresent(Delay::park);
  }

  private static void park(Behaviour slow) {
    double vary = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
    LockSupport.parkNanos((long) (vary * TimeUnit.MILLISECONDS.toNanos(slow.delayMillis())));
  }
}
