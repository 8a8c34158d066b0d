package dev.coalmine.gateway.lifecycle;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The first thing of a shutdown. Readiness is off and the registry is being told {@code DOWN} when
 * this begins; the gateway then goes on serving until callers have noticed, and ends the streams,
 * which would never end by themselves. Only after this the server stops taking requests and
 * finishes those it has.
 *
 * <p>The registry is told by Spring Cloud, in the registration that this process renews. A status
 * that is put upon an instance from outside would be kept apart from the registration, and would
 * outlive a process that is killed while it leaves.
 */
@Component
class GracefulShutdown implements SmartLifecycle {

  private final Duration drain;
  private final Sinks.Empty<Void> streamsEnd = Sinks.empty();
  private volatile boolean running;

  /**
   * @param drain how long to go on serving; longer than callers need to notice, on a cluster longer
   *     than endpoints need to propagate
   */
  GracefulShutdown(@Value("${coalmine.lifecycle.drain:5s}") Duration drain) {
    this.drain = drain;
  }

  /** Completes when streams must end. */
  Mono<Void> streamsEnd() {
    return streamsEnd.asMono();
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
    streamsEnd.tryEmitEmpty();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Phases stop from the highest down; the web server's graceful shutdown comes at the next. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }
}
