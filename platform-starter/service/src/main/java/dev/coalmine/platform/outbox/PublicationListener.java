package dev.coalmine.platform.outbox;

import dev.coalmine.platform.event.Event;

/**
 * Told of an event after the broker has acknowledged it. A repeat is possible and a crash can lose
 * the call: good for dropping cache entries early, not for anything that must happen.
 */
public interface PublicationListener {

  void published(String topic, Event event);
}
