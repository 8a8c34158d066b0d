package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.event.UnprocessableEvent;
import dev.coalmine.platform.failure.FailureClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies one subscription's records. A {@link TransientFailure} is thrown, to be tried again;
 * whatever else goes wrong makes a dead letter of the record, whose aggregate's later events are
 * then parked.
 */
class EventProcessor {

  private static final int MANY = 10;

  private final Subscription subscription;
  private final Inbox inbox;
  private final DeadLetters deadLetters;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final Tracer tracer;
  private final Propagator propagator;
  private final InboxMetrics metrics;

  EventProcessor(
      Subscription subscription,
      Inbox inbox,
      DeadLetters deadLetters,
      TransactionTemplate transaction,
      JsonMapper json,
      Tracer tracer,
      Propagator propagator,
      MeterRegistry meters) {
    this.subscription = subscription;
    this.inbox = inbox;
    this.deadLetters = deadLetters;
    this.transaction = transaction;
    this.json = json;
    this.tracer = tracer;
    this.propagator = propagator;
    this.metrics = new InboxMetrics(meters, subscription.topic());
  }

  /**
   * Without the repeats, where there are many records: after a republication they are nearly all,
   * and one look at all keys is cheaper than a transaction for each. What it finds applied is
   * committed and stays so. A key that the database cannot even be asked about spoils only its own
   * record, so all are then left to be processed.
   */
  List<ConsumerRecord<String, byte[]>> unapplied(List<ConsumerRecord<String, byte[]>> records) {
    if (records.size() < MANY) {
      return records;
    }
    var keys = records.stream().map(ConsumerRecord::key).filter(Objects::nonNull).distinct();
    try {
      var last = inbox.lastSequences(subscription.topic(), keys.toList());
      return records.stream().filter(record -> !isRepeat(record, last)).toList();
    } catch (RuntimeException e) {
      throwIfTransient(e);
      return records;
    }
  }

  private boolean isRepeat(ConsumerRecord<String, byte[]> record, Map<String, Long> last) {
    try {
      var event = EventHeaders.read(record);
      boolean repeat = event.sequence() <= last.getOrDefault(event.key(), 0L);
      if (repeat) {
        metrics.repeated();
      }
      return repeat;
    } catch (UnprocessableEvent e) {
      return false; // it becomes a dead letter in its turn
    }
  }

  /** All in one transaction; if that fails for a defect, one by one to find whose it is. */
  void processAll(List<ConsumerRecord<String, byte[]>> records) {
    if (records.size() > 1) {
      try {
        transaction.executeWithoutResult(_ -> records.forEach(this::apply));
        return;
      } catch (RuntimeException e) {
        throwIfTransient(e);
      }
    }
    records.forEach(this::process);
  }

  void process(ConsumerRecord<String, byte[]> record) {
    try {
      transaction.executeWithoutResult(_ -> apply(record));
    } catch (RuntimeException e) {
      throwIfTransient(e);
      keep(() -> deadLetters.send(record, e));
    }
  }

  /** Applies parked events whose predecessors have meanwhile been applied. */
  void releaseParked() {
    for (List<Event> due; !(due = inbox.due(subscription.topic(), 100)).isEmpty(); ) {
      due.forEach(this::release);
    }
  }

  private void release(Event event) {
    try {
      transaction.executeWithoutResult(
          _ -> {
            inbox.unpark(subscription.topic(), event);
            apply(event);
          });
    } catch (RuntimeException e) {
      throwIfTransient(e);
      keep(() -> deadLetters.send(EventHeaders.toRecord(subscription.topic(), event), e));
      transaction.executeWithoutResult(_ -> inbox.unpark(subscription.topic(), event));
    }
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    apply(EventHeaders.read(record));
  }

  private void apply(Event event) {
    switch (inbox.advance(subscription.topic(), event.key(), event.sequence())) {
      case NEXT -> handle(event);
      case REPEAT -> metrics.repeated();
      case EARLY -> {
        inbox.park(subscription.topic(), event);
        metrics.parked();
      }
    }
  }

  private void handle(Event event) {
    var span = span(event);
    try (var _ = tracer.withSpan(span)) {
      if (subscription.handle(event, json)) {
        metrics.applied(event.type());
      } else {
        metrics.skipped();
      }
    } catch (RuntimeException e) {
      span.error(e);
      throw e;
    } finally {
      span.end();
    }
  }

  private Span span(Event event) {
    return propagator
        .extract(event, (e, name) -> "traceparent".equals(name) ? e.traceparent() : null)
        .name(subscription.topic() + " process")
        .kind(Span.Kind.CONSUMER)
        .tag("messaging.system", "kafka")
        .tag("cloudevents.event_type", event.type())
        .start();
  }

  private void keep(Runnable deadLetter) {
    try {
      deadLetter.run();
    } catch (TransientFailure e) {
      metrics.retried();
      throw e;
    }
    metrics.deadLettered();
  }

  private void throwIfTransient(RuntimeException e) {
    if (FailureClass.of(e) == FailureClass.TRANSIENT) {
      metrics.retried();
      throw new TransientFailure(e);
    }
  }
}
