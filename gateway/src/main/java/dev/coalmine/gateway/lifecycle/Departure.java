package dev.coalmine.gateway.lifecycle;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The first thing of a shutdown: say so wherever callers look, go on serving until they have
 * noticed, then end the streams, which would never end by themselves. Only after this the server
 * stops taking requests and finishes those it has.
 */
@Component
class Departure implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Departure.class);

  private final ApplicationEventPublisher events;
  private final ObjectProvider<ServiceRegistry<Registration>> registry;
  private final ObjectProvider<Registration> registration;
  private final Duration drain;
  private final Sinks.Empty<Void> streamsEnd = Sinks.empty();
  private volatile boolean running;

  /**
   * @param drain longer than callers need to notice; on a cluster, than endpoints need to propagate
   */
  Departure(
      ApplicationEventPublisher events,
      ObjectProvider<ServiceRegistry<Registration>> registry,
      ObjectProvider<Registration> registration,
      @Value("${coalmine.lifecycle.drain:5s}") Duration drain) {
    this.events = events;
    this.registry = registry;
    this.registration = registration;
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
    AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
    leaveRegistry();
    try {
      Thread.sleep(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    streamsEnd.tryEmitEmpty();
  }

  private void leaveRegistry() {
    var here = registration.getIfAvailable();
    try {
      registry.ifAvailable(
          known -> {
            if (here != null) {
              known.setStatus(here, "OUT_OF_SERVICE");
            }
          });
    } catch (RuntimeException e) {
      log.warn("The registry was not told of the shutdown: {}", e.toString());
    }
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
