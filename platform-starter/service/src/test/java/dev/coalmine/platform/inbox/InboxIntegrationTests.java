package dev.coalmine.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.TopicReader;
import dev.coalmine.platform.TestService;
import dev.coalmine.platform.TestService.Accidents;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.event.Topics;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(classes = TestService.class, initializers = TestService.Servers.class)
class InboxIntegrationTests {

  private static final String DEAD_LETTERS = TestService.TOPIC + ".canary.dlt";

  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired ConsumerFactory<String, byte[]> consumers;
  @Autowired JdbcTemplate jdbc;
  @Autowired Accidents accidents;

  private final String canary = Ids.text(Ids.next());

  @Test
  void appliesAnAggregatesEventsInOrder() {
    for (int sequence = 1; sequence <= 50; sequence++) {
      send(fed(sequence));
    }

    eventuallyEaten(50);
    assertThat(eaten()).isSorted();
  }

  @Test
  void appliesARepeatedEventOnce() {
    send(fed(1));
    send(fed(1));
    send(fed(2));
    send(fed(1));
    send(fed(3));

    eventuallyEaten(3);
    assertThat(eaten()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void appliesAThirdOfAHundredAndFiftyEventsThatAllCameThreeTimes() {
    for (int copy = 1; copy <= 3; copy++) {
      for (int sequence = 1; sequence <= 50; sequence++) {
        send(fed(sequence));
      }
    }
    send(event(51, "canary.fed.v1", "{\"grain\":\"linseed\"}"));

    eventuallyEaten(51);
    assertThat(eaten()).isSorted().doesNotHaveDuplicates().hasSize(51);
  }

  @Test
  void parksWhatComesTooEarlyUntilTheHoleIsFilled() {
    send(fed(1));
    send(fed(3));
    send(fed(4));
    await().until(() -> parked() == 2);
    assertThat(eaten()).containsExactly(1L);

    send(fed(2));

    eventuallyEaten(4);
    assertThat(eaten()).containsExactly(1L, 2L, 3L, 4L);
    await().until(() -> parked() == 0);
  }

  @Test
  void keepsWhatIsNotJsonAsADeadLetterAndParksTheRest() {
    send(fed(1));
    send(event(2, "canary.fed.v1", "not json"));
    send(fed(3));
    await().until(() -> parked() == 1);

    var letter = deadLetter();
    assertThat(new String(letter.value(), UTF_8)).isEqualTo("not json");
    assertThat(EventHeaders.text(letter.headers(), "dlt_message")).contains("canary.fed.v1");
    assertThat(eaten()).containsExactly(1L);
  }

  @Test
  void keepsEvenTheLargestEventAsADeadLetter() {
    var roomForTheEnvelope = 1_024;
    var data = "x".repeat(Topics.MAX_EVENT_BYTES - roomForTheEnvelope);
    send(event(1, "canary.fed.v1", data));

    var letter = deadLetter();

    assertThat(letter.value()).hasSize(data.length());
    assertThat(EventHeaders.text(letter.headers(), "dlt_message")).hasSizeLessThanOrEqualTo(1_000);
  }

  @Test
  void releasesWhatWasParkedWhenTheDeadLetterIsReplayed() {
    accidents.plant(canary, new IllegalStateException("a defect"));
    for (int sequence = 1; sequence <= 4; sequence++) {
      send(fed(sequence));
    }
    await().until(() -> parked() == 3);
    assertThat(eaten()).isEmpty();
    var letter = deadLetter();

    accidents.remove(canary);
    var replay = new ProducerRecord<>(TestService.TOPIC, letter.key(), letter.value());
    letter.headers().forEach(replay.headers()::add);
    kafka.send(replay);

    eventuallyEaten(4);
    assertThat(eaten()).containsExactly(1L, 2L, 3L, 4L);
    await().until(() -> parked() == 0);
  }

  /** It would end the consumer each time, and its neighbours would wait for ever. */
  @Test
  void keepsWhatOverflowsTheStackAsADeadLetter() {
    accidents.plant(canary, new StackOverflowError());
    send(fed(1));

    assertThat(EventHeaders.text(deadLetter().headers(), "dlt_message"))
        .contains("StackOverflowError");
    assertThat(eaten()).isEmpty();
  }

  @Test
  void keepsWhatMissesAFieldAsADeadLetter() {
    send(event(1, "canary.fed.v1", "{}"));

    assertThat(EventHeaders.text(deadLetter().headers(), "dlt_message"))
        .contains("grain is missing");
  }

  @Test
  void skipsTypesAndVersionsItDoesNotKnow() {
    send(event(1, "canary.plucked.v1", "{}"));
    send(event(2, "canary.fed.v2", "{}"));
    send(fed(3));

    eventuallyEaten(1);
    assertThat(eaten()).containsExactly(3L);
  }

  @Test
  void retriesATransientFailureUntilItIsOverAndLosesNothing() {
    accidents.plant(canary, new DataAccessResourceFailureException("connection refused"));
    send(fed(1));
    send(fed(2));
    await().during(Duration.ofSeconds(1)).until(() -> eaten().isEmpty());

    accidents.remove(canary);

    eventuallyEaten(2);
    assertThat(eaten()).containsExactly(1L, 2L);
    assertThat(parked()).isZero();
  }

  private Event fed(long sequence) {
    return event(sequence, "canary.fed.v1", "{\"grain\":\"millet\",\"unknown\":1}");
  }

  private Event event(long sequence, String type, String data) {
    return new Event(
        Ids.text(Ids.next()),
        "/test",
        type,
        canary,
        sequence,
        Instant.now(),
        data.getBytes(UTF_8),
        null);
  }

  private void send(Event event) {
    kafka.send(EventHeaders.toRecord(TestService.TOPIC, event)).join();
  }

  private List<Long> eaten() {
    return jdbc.queryForList(
        "select sequence from meal where key = ? order by eaten", Long.class, canary);
  }

  private void eventuallyEaten(int meals) {
    await().atMost(Duration.ofSeconds(30)).until(() -> eaten().size() >= meals);
  }

  private int parked() {
    return jdbc.queryForObject(
        "select count(*) from parked_event where key = ?", Integer.class, canary);
  }

  private ConsumerRecord<String, byte[]> deadLetter() {
    var consumer = consumers.createConsumer("dead-letter-test", null);
    return TopicReader.await(consumer, DEAD_LETTERS, it -> canary.equals(it.key()), 1).getFirst();
  }
}
