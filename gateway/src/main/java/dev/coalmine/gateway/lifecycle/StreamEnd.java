package dev.coalmine.gateway.lifecycle;

import dev.coalmine.platform.lifecycle.GracefulShutdown;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Says when streams must end: after the drain, because they would never end by themselves. */
@Component
class StreamEnd implements SmartLifecycle {

  private volatile Sinks.Empty<Void> end = Sinks.empty();
  private volatile boolean running;

  /** Completes when streams must end. */
  Mono<Void> when() {
    return end.asMono();
  }

  @Override
  public void start() {
    end = Sinks.empty(); // a stopped context can be started again, as tests do
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    end.tryEmitEmpty();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the drain, before the web server waits for the requests that it has. */
  @Override
  public int getPhase() {
    return GracefulShutdown.PHASE - 1;
  }
}
