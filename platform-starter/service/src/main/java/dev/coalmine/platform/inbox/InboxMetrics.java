package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.Event;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the outcomes of events, by topic and type. */
class InboxMetrics {

  private final MeterRegistry meters;

  InboxMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void applied(String topic, Event event) {
    count("inbox.applied", topic, event);
  }

  void skipped(String topic, Event event) {
    // the type comes from outside: as a tag it would let a stranger fill the registry
    meters.counter("inbox.skipped", "topic", topic).increment();
  }

  void repeated(String topic, Event event) {
    meters.counter("inbox.repeats", "topic", topic).increment();
  }

  void parked(String topic, Event event) {
    meters.counter("inbox.parkings", "topic", topic).increment();
  }

  void deadLettered(String topic) {
    meters.counter("dead.letters", "topic", topic).increment();
  }

  void retried(String topic) {
    meters.counter("inbox.retries", "topic", topic).increment();
  }

  private void count(String name, String topic, Event event) {
    meters.counter(name, "topic", topic, "type", event.type()).increment();
  }
}
