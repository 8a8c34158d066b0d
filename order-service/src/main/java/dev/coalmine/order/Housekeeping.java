package dev.coalmine.order;

import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.order.orders.ExpireOrders;
import dev.coalmine.platform.event.EventsSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** What has to be done now and then, by every live replica alike. */
@Component
class Housekeeping implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(10);
  private static final int CLEANING_BATCH = 10_000;

  private final ExpireOrders expireOrders;
  private final Keys keys;
  private final OrderSettings settings;
  private final boolean enabled;
  private final Clock clock;
  private final Counter expired;
  private volatile Thread thread;
  private Instant nextCleaning;

  Housekeeping(
      ExpireOrders expireOrders,
      Keys keys,
      OrderSettings settings,
      EventsSettings events,
      Clock clock,
      MeterRegistry meters) {
    this.expireOrders = expireOrders;
    this.keys = keys;
    this.settings = settings;
    this.enabled = events.enabled();
    this.clock = clock;
    this.expired = meters.counter("orders.expired");
    this.nextCleaning = clock.instant().plus(CLEANING_INTERVAL);
  }

  @Override
  public void start() {
    // first known as running, then run: the loop ends when it is not
    thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
    thread.start();
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  private void run() {
    while (isRunning()) {
      LockSupport.parkNanos(settings.expiryInterval().toNanos());
      if (isRunning()) {
        round();
      }
    }
  }

  private void round() {
    try {
      expired.increment(expireOrders.expire());
      forgetKeys();
    } catch (RuntimeException e) {
      log.warn("Housekeeping failed; trying again: {}", e.toString());
    }
  }

  private void forgetKeys() {
    var now = clock.instant();
    if (now.isAfter(nextCleaning)) {
      var forgotten = keys.forgetBefore(now.minus(settings.keysKept()), CLEANING_BATCH);
      nextCleaning = forgotten == CLEANING_BATCH ? now : now.plus(CLEANING_INTERVAL);
    }
  }
}
