package dev.coalmine.platform.inbox;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Reads a batch again, after a pause, until it has been applied and its offsets are committed; the
 * inbox knows what of it was applied before.
 *
 * <p>Spring's own handler polls while it waits and drops what comes, which is nothing only as long
 * as all partitions are paused: one that is assigned meanwhile is not, and its records are lost.
 */
class BatchRetry implements CommonErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(BatchRetry.class);
  private static final long FIRST_PAUSE_MS = 100;
  private static final double LONGER = 2;
  private static final long JITTER_MS = 50;

  private final ExponentialBackOff backOff = new ExponentialBackOff(FIRST_PAUSE_MS, LONGER);
  private final ThreadLocal<BackOffExecution> pauses = ThreadLocal.withInitial(backOff::start);

  /**
   * @param longestPause must be shorter than {@code max.poll.interval.ms}, or the group takes the
   *     partitions away
   */
  BatchRetry(Duration longestPause) {
    backOff.setMaxInterval(longestPause.toMillis());
    backOff.setJitter(JITTER_MS);
  }

  @Override
  public boolean seeksAfterHandling() {
    return true;
  }

  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  @Override
  public void handleBatch(
      Exception thrown,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    long pause = pauses.get().nextBackOff();
    var cause = NestedExceptionUtils.getMostSpecificCause(thrown);
    log.warn("{} records are read again in {} ms: {}", records.count(), pause, cause.toString());
    var assigned = consumer.assignment();
    records.partitions().stream()
        .filter(assigned::contains)
        .forEach(it -> consumer.seek(it, records.records(it).getFirst().offset()));
    sleep(container, pause);
  }

  /** Not of records: the next poll tries it again. */
  @Override
  public void handleOtherException(
      Exception thrown,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    log.warn("Records cannot be read: {}", thrown.toString());
    sleep(container, FIRST_PAUSE_MS);
  }

  /** Called when a batch succeeds after it failed. */
  @Override
  public void clearThreadState() {
    pauses.remove();
  }

  private static void sleep(MessageListenerContainer container, long millis) {
    try {
      ListenerUtils.stoppableSleep(container, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
