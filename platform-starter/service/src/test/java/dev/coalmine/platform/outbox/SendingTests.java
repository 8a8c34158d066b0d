package dev.coalmine.platform.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.coalmine.platform.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

class SendingTests {

  @SuppressWarnings("unchecked")
  private final KafkaOperations<String, byte[]> kafka = mock(KafkaOperations.class);

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    end.countDown();
  }

  /** Each attempt would wait for the topic for as long as the first, and all others after it. */
  @Test
  void asksOnceForATopicThatIsGone() {
    when(kafka.send(anyRecord())).thenReturn(CompletableFuture.completedFuture(null));
    when(kafka.send(to("gone")))
        .thenThrow(new KafkaException("", new TimeoutException("no topic")));
    var sending = new Sending(kafka, Duration.ofMinutes(1));

    assertThat(sending.send(List.of(event("gone"), event("gone"), event("there"))))
        .containsExactly(false, false, true);

    verify(kafka, times(1)).send(to("gone"));
    assertThat(sending.producerHasFailed()).isFalse();
  }

  @Test
  void waitsNoLongerThanItsLimitForAProducerWhoseThreadHasDied() {
    when(kafka.send(anyRecord())).thenReturn(new CompletableFuture<>());
    doAnswer(
            _ -> {
              end.await();
              return null;
            })
        .when(kafka)
        .flush();
    var sending = new Sending(kafka, Duration.ofMillis(100));

    assertThat(sending.send(List.of(event("t")))).containsExactly(false);

    assertThat(sending.producerHasFailed()).isTrue();
  }

  @Test
  void saysThatAProducerHasFailedWhereTryingAgainCannotHelp() {
    when(kafka.send(anyRecord()))
        .thenReturn(CompletableFuture.failedFuture(new UnsupportedVersionException("a test")));
    var sending = new Sending(kafka, Duration.ofMinutes(1));

    assertThat(sending.send(List.of(event("t")))).containsExactly(false);

    assertThat(sending.producerHasFailed()).isTrue();
    assertThat(sending.failure()).isInstanceOf(UnsupportedVersionException.class);
  }

  private static ProducerRecord<String, byte[]> anyRecord() {
    return any();
  }

  private static ProducerRecord<String, byte[]> to(String topic) {
    return argThat(record -> record != null && topic.equals(record.topic()));
  }

  private static PendingEvent event(String topic) {
    var event =
        new Event("id", "/test", "t.v1", "key", 1, Instant.EPOCH, "{}".getBytes(UTF_8), null);
    return new PendingEvent(1, topic, event);
  }
}
