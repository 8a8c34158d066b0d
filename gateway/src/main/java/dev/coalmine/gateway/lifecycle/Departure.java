package dev.coalmine.gateway.lifecycle;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The first thing of a shutdown. Readiness is off and the registry is being told {@code DOWN} when
 * this begins; the gateway then goes on serving until callers have noticed, and ends the streams,
 * which would never end by themselves. Only after this the servers stop taking requests and finish
 * those they have, the management server included: Boot closes it with this same event.
 *
 * <p>The registry is told by Spring Cloud, in the registration that this process renews. A status
 * that is put upon an instance from outside would be kept apart from the registration, and would
 * outlive a process that is killed while it leaves.
 */
@Component
class Departure {

  private final ApplicationContext context;
  private final Duration drain;
  private final Sinks.Empty<Void> streamsEnd = Sinks.empty();

  /**
   * @param drain how long to go on serving; longer than callers need to notice, on a cluster longer
   *     than endpoints need to propagate
   */
  Departure(ApplicationContext context, @Value("${coalmine.lifecycle.drain:5s}") Duration drain) {
    this.context = context;
    this.drain = drain;
  }

  /** Completes when streams must end. */
  Mono<Void> streamsEnd() {
    return streamsEnd.asMono();
  }

  /** Before the listener that closes the management context, which has the lowest precedence. */
  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE - 1)
  void closed(ContextClosedEvent event) {
    if (event.getApplicationContext() != context) {
      return;
    }
    try {
      Thread.sleep(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    streamsEnd.tryEmitEmpty();
  }
}
