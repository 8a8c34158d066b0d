package dev.coalmine.platform.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.coalmine.lab.servers.TopicReader;
import dev.coalmine.platform.TestService;
import dev.coalmine.platform.TestService.Fed;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(classes = TestService.class, initializers = TestService.Servers.class)
class OutboxIntegrationTests {

  @Autowired Outbox outbox;

  @Autowired
  @Qualifier("outbox-relay-loop")
  SmartLifecycle relay;

  @Autowired OutboxStore store;
  @Autowired OutboxEndpoint endpoint;
  @Autowired PlatformTransactionManager transactions;
  @Autowired ConsumerFactory<String, byte[]> consumers;
  @Autowired DefaultKafkaProducerFactory<String, byte[]> producers;
  @Autowired JdbcTemplate jdbc;

  private final String topic = "test-" + Ids.text(Ids.next());

  @AfterEach
  void relayRuns() {
    List.copyOf(producers.getPostProcessors()).forEach(producers::removePostProcessor);
    if (!relay.isRunning()) {
      relay.start();
    }
  }

  @Test
  void publishesWhatWasCommittedThoughTheProcessDiedBeforePublishing() {
    relay.stop(); // as a crash between commit and publication leaves it
    append("a", 1);
    assertThat(store.backlog().pending()).isEqualTo(1);

    relay.start();

    assertThat(eventuallyPublished(1)).containsEntry("a", List.of(1L));
    await().until(() -> store.backlog().pending() == 0);
  }

  @Test
  void publishesNothingOfATransactionThatRolledBack() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            tx -> {
              outbox.append(topic, "canary.fed.v1", "a", 1, new Fed("millet"));
              tx.setRollbackOnly();
            });
    append("b", 1);

    assertThat(eventuallyPublished(1)).containsOnlyKeys("b");
  }

  @Test
  void keepsTheOrderOfEachKey() {
    for (int sequence = 1; sequence <= 100; sequence++) {
      for (var key : List.of("a", "b", "c")) {
        append(key, sequence);
      }
    }

    assertThat(eventuallyPublished(300).values())
        .allSatisfy(sequences -> assertThat(sequences).isSorted().hasSize(100));
  }

  @Test
  void publishesAgainOnRequest() {
    append("a", 1);
    eventuallyPublished(1);
    await().until(() -> store.backlog().pending() == 0);

    endpoint.republish(
        jdbc.queryForObject("select now() - interval '1 minute'", java.sql.Timestamp.class)
            .toInstant());

    assertThat(eventuallyPublished(2)).containsEntry("a", List.of(1L, 1L));
  }

  @Test
  void refusesAHoleToBeHiddenByTheSameSequenceTwice() {
    append("a", 1);

    assertThatThrownBy(() -> append("a", 1)).hasMessageContaining("outbox_sequence");
  }

  @Test
  void refusesToAppendOutsideATransaction() {
    assertThatThrownBy(() -> outbox.append(topic, "t.v1", "a", 1, new Fed("millet")))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  /** As Kafka's own does after some answers of a broker: nothing but another producer helps. */
  @Test
  void replacesAProducerThatHasFailedForGood() {
    var made = new AtomicInteger();
    producers.addPostProcessor(it -> made.getAndIncrement() == 0 ? failed() : it);
    producers.reset();

    append("a", 1);

    assertThat(eventuallyPublished(1)).containsEntry("a", List.of(1L));
    assertThat(made.get()).isGreaterThan(1);
  }

  @SuppressWarnings("unchecked")
  private static Producer<String, byte[]> failed() {
    var producer = mock(Producer.class);
    when(producer.send(any(), any()))
        .thenReturn(CompletableFuture.failedFuture(new UnsupportedVersionException("a test")));
    return producer;
  }

  private void append(String key, long sequence) {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            _ -> outbox.append(topic, "canary.fed.v1", key, sequence, new Fed("millet")));
  }

  /** The sequences of each key, in the order of publication. */
  private Map<String, List<Long>> eventuallyPublished(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> store.backlog().pending() == 0);
    var consumer = consumers.createConsumer("outbox-test", null);
    return TopicReader.await(consumer, topic, _ -> true, count).stream()
        .map(EventHeaders::read)
        .collect(groupingBy(Event::key, mapping(Event::sequence, toList())));
  }
}
