package dev.coalmine.order;

import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.order.orders.ExpireOrders;
import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Expires orders and forgets old keys from time to time, in every live replica. */
@Component
class Housekeeping {

  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(10);
  private static final int CLEANING_BATCH = 10_000;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final ExpireOrders expireOrders;
  private final Keys keys;
  private final OrderSettings settings;
  private final Clock clock;
  private final Counter expired;
  private Instant nextCleaning;

  Housekeeping(
      ExpireOrders expireOrders,
      Keys keys,
      OrderSettings settings,
      EventsSettings events,
      Clock clock,
      MeterRegistry meters,
      SupervisedLoops loops) {
    this.expireOrders = expireOrders;
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
    this.expired = meters.counter("orders.expired");
    this.nextCleaning = clock.instant().plus(CLEANING_INTERVAL);
    var loop = loops.loop("housekeeping", settings.expiryInterval(), this::round);
    loops.runWithApplication(loop, events.enabled(), SmartLifecycle.DEFAULT_PHASE, STOP_LIMIT);
  }

  private boolean round() {
    SupervisedLoop.runAll(
        List.of(() -> expired.increment(expireOrders.expire()), this::forgetKeys));
    return false;
  }

  private void forgetKeys() {
    var now = clock.instant();
    if (now.isAfter(nextCleaning)) {
      var forgotten = keys.forgetBefore(now.minus(settings.keysKept()), CLEANING_BATCH);
      nextCleaning = forgotten == CLEANING_BATCH ? now : now.plus(CLEANING_INTERVAL);
    }
  }
}
