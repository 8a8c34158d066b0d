package dev.coalmine.platform.loop;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of liveness: down when a loop's thread has died, which only a restart mends. That a loop
 * fails, because a broker or a database refuses, says nothing about the process.
 */
class LoopsHealth implements HealthIndicator {

  private final SupervisedLoops loops;

  LoopsHealth(SupervisedLoops loops) {
    this.loops = loops;
  }

  @Override
  public Health health() {
    var dead = loops.dead();
    return dead.isEmpty() ? Health.up().build() : Health.down().withDetail("dead", dead).build();
  }
}
