package dev.coalmine.lab.crash;

import dev.coalmine.lab.load.Shop;
import dev.coalmine.lab.settled.InFlight;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The processes that are killed, and what they have in hand. */
record Victims(SystemState system, Shop shop, InFlight inFlight) {

  static final List<String> SERVICES =
      List.of("gateway", "order-service", "payment-service", "notification-service");

  /**
   * Beyond what a service that was itself just killed needs until orders reach the others again.
   */
  private static final Duration AIM = Duration.ofSeconds(10);

  private static final Duration RETURN = Duration.ofSeconds(60);
  private static final int LOOK_MS = 5;
  private static final int LOOK_AGAIN_MS = 100;

  /** One process died. */
  record Hit(String part, long orders) {}

  /**
   * SIGKILL at the first moment, within ten seconds, at which it has an order in hand. It is
   * suspended while its orders are counted, so that none is finished between the count and the
   * kill.
   *
   * @param pointless ends the aiming
   * @return null when no such process ran, or aiming was ended
   */
  Hit kill(PartState part, CountDownLatch pointless) throws InterruptedException {
    long deadline = System.nanoTime() + AIM.toNanos();
    do {
      var victim = system.process(part.name());
      if (victim.isEmpty()) {
        return null;
      }
      boolean last = System.nanoTime() > deadline;
      if (last || inHand(part) > 0) {
        try (var suspended = new SuspendedProcess(victim.get())) {
          long orders = inHand(part);
          if (last || orders > 0) {
            return suspended.kill() ? new Hit(part.name(), orders) : null;
          }
        }
      }
    } while (!pointless.await(LOOK_MS, TimeUnit.MILLISECONDS));
    return null;
  }

  private long inHand(PartState part) {
    return requests(part) + stored(part.service());
  }

  /**
   * Waits for at most a minute.
   *
   * @param pointless ends the waiting
   * @return how long it took; empty when the part was not back at the end of the waiting
   */
  Optional<Duration> awaitReturn(PartState part, CountDownLatch pointless)
      throws InterruptedException {
    long start = System.nanoTime();
    long deadline = start + RETURN.toNanos();
    while (!isBack(part)) {
      if (pointless.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        return Optional.empty();
      }
    }
    return Optional.of(Duration.ofNanos(System.nanoTime() - start));
  }

  private static boolean isBack(PartState part) {
    var now = SystemState.load().part(part.name());
    return now.restarts() > part.restarts() && now.status() == PartState.Status.READY;
  }

  private long requests(PartState part) {
    return switch (part.service()) {
      case "gateway" -> shop.openAt(URI.create("http://127.0.0.1:" + part.frontPort()));
      case "order-service" -> shop.open();
      default -> 0;
    };
  }

  private long stored(String service) {
    return switch (service) {
      case "order-service" -> inFlight.orders();
      case "payment-service" -> inFlight.payments();
      case "notification-service" -> inFlight.notifications();
      default -> 0;
    };
  }
}
