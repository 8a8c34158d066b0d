package dev.coalmine.platform.loop;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Starts a loop with the application, and stops it with the application. */
record LoopLifecycle(SupervisedLoop loop, boolean enabled, int phase, Duration stopLimit)
    implements SmartLifecycle {

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop(stopLimit);
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public int getPhase() {
    return phase;
  }
}
