package dev.coalmine.platform.outbox;

import dev.coalmine.platform.event.Event;

record PendingEvent(long id, String topic, Event event) {}
