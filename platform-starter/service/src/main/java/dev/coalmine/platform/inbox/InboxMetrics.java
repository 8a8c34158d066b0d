package dev.coalmine.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts the outcomes of a topic's events. */
record InboxMetrics(MeterRegistry meters, String topic) {

  /**
   * @param type of an event that has a handler; other types come from outside, and as a tag would
   *     let a stranger fill the registry
   */
  void applied(String type) {
    meters.counter("inbox.applied", "topic", topic, "type", type).increment();
  }

  void skipped() {
    count("inbox.skipped");
  }

  void repeated() {
    count("inbox.repeats");
  }

  void parked() {
    count("inbox.parkings");
  }

  void deadLettered() {
    count("dead.letters");
  }

  void retried() {
    count("inbox.retries");
  }

  private void count(String name) {
    meters.counter(name, "topic", topic).increment();
  }
}
