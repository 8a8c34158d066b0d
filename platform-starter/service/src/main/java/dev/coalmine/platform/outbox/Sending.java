package dev.coalmine.platform.outbox;

import dev.coalmine.platform.event.EventHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaOperations;

/** A round's events on their way to the broker, within a time limit. Used once. */
final class Sending {

  private static final Logger log = LoggerFactory.getLogger(Sending.class);

  private final KafkaOperations<String, byte[]> kafka;
  private final long deadline;
  private final Set<String> unreachable = new HashSet<>();
  private @Nullable Throwable failure;

  /**
   * @param limit after which what was not acknowledged counts as failed
   */
  Sending(KafkaOperations<String, byte[]> kafka, Duration limit) {
    this.kafka = kafka;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /** Says of each event whether the broker acknowledged it. */
  boolean[] send(List<PendingEvent> events) {
    var sends = events.stream().map(this::send).toArray(CompletableFuture<?>[]::new);
    // nothing limits how long a flush takes, and it never returns when the producer's thread died
    Thread.ofVirtual().name("outbox-flush").start(this::flush);
    awaitAll(sends);
    var ok = new boolean[sends.length];
    for (int i = 0; i < ok.length; i++) {
      ok[i] = sends[i].isDone() && !sends[i].isCompletedExceptionally();
      if (!ok[i] && failure == null) {
        failure = sends[i].isDone() ? sends[i].exceptionNow() : new TimeoutException("no answer");
      }
    }
    return ok;
  }

  /** Why the first of those that failed did. */
  @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Whether the producer is the reason and stays so: it has failed for good, or its thread has died
   * and keeps no time limit.
   */
  boolean producerHasFailed() {
    return failure != null
        && switch (NestedExceptionUtils.getMostSpecificCause(failure)) {
          case RetriableException _ -> false;
          case AuthorizationException _, RecordTooLargeException _ -> false; // not the producer's
          default -> true;
        };
  }

  private CompletableFuture<?> send(PendingEvent event) {
    if (unreachable.contains(event.topic()) || System.nanoTime() - deadline > 0) {
      return CompletableFuture.failedFuture(
          new org.apache.kafka.common.errors.TimeoutException(event.topic() + " is not reached"));
    }
    try {
      return kafka.send(EventHeaders.toRecord(event.topic(), event.event()));
    } catch (RuntimeException e) {
      if (NestedExceptionUtils.getMostSpecificCause(e) instanceof RetriableException) {
        unreachable.add(event.topic()); // each attempt would wait for the topic as long as this one
      }
      return CompletableFuture.failedFuture(e);
    }
  }

  private void flush() {
    try {
      kafka.flush();
    } catch (RuntimeException e) {
      log.debug("The producer was not flushed: each event's own answer says why", e);
    }
  }

  private void awaitAll(CompletableFuture<?>[] sends) {
    try {
      CompletableFuture.allOf(sends)
          .get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("Not all events were acknowledged", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
