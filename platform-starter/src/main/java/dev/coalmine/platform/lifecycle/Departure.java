package dev.coalmine.platform.lifecycle;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The first thing of a shutdown: say so wherever callers look, then go on serving until they have
 * noticed. Only after this the web server stops taking requests and finishes those it has.
 */
class Departure implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Departure.class);

  private final ApplicationEventPublisher events;
  private final ServiceRegistry<Registration> registry;
  private final Registration registration;
  private final Duration drain;
  private volatile boolean running;

  /**
   * @param registry null without a registry
   * @param drain longer than callers need to notice
   */
  Departure(
      ApplicationEventPublisher events,
      ServiceRegistry<Registration> registry,
      Registration registration,
      Duration drain) {
    this.events = events;
    this.registry = registry;
    this.registration = registration;
    this.drain = drain;
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
  }

  private void leaveRegistry() {
    if (registry == null || registration == null) {
      return;
    }
    try {
      registry.setStatus(registration, "OUT_OF_SERVICE");
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
