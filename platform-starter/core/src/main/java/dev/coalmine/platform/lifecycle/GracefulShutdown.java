package dev.coalmine.platform.lifecycle;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * The first step of a shutdown. Readiness is off and the registry is being told {@code DOWN} when
 * this step begins; the process then goes on serving until callers have noticed. Only after this
 * step the web server stops taking requests and finishes those that it has.
 *
 * <p>Spring Cloud tells the registry, in the registration that this process renews. An override of
 * the status from outside would be kept apart from the registration, and would outlive a process
 * that is killed while it leaves.
 */
public final class GracefulShutdown implements SmartLifecycle {

  /** Phases stop from the highest down; the web server's graceful shutdown comes at a lower one. */
  public static final int PHASE = SmartLifecycle.DEFAULT_PHASE;

  private final Duration drain;
  private volatile boolean running;

  /**
   * @param drain how long to go on serving; longer than callers need to notice
   */
  GracefulShutdown(Duration drain) {
    this.drain = drain;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    try {
      Thread.sleep(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
