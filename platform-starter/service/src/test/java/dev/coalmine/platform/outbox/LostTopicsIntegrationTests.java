package dev.coalmine.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.KafkaServer;
import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.TestService;
import dev.coalmine.platform.TestService.Fed;
import dev.coalmine.platform.id.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** The broker loses topics while the service lives, and what was on them is published again. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(
    classes = TestService.class,
    initializers = LostTopicsIntegrationTests.OwnBroker.class)
@DirtiesContext // nothing else may find a service whose broker is gone
class LostTopicsIntegrationTests {

  private static final Set<String> TOPICS =
      Set.of(TestService.TOPIC, TestService.TOPIC + ".canary.dlt");
  private static final Duration DECLARED_AGAIN = Duration.ofSeconds(30);
  private static final int CANARIES = 30;
  private static final String GROUP = "canary";

  @TempDir static Path directory;
  private static KafkaServer broker;

  @Autowired Outbox outbox;
  @Autowired OutboxEndpoint endpoint;
  @Autowired PlatformTransactionManager transactions;
  @Autowired JdbcTemplate jdbc;
  @Autowired DataSource database;

  private final Instant begin = Instant.now().minusSeconds(60);
  private final String flock = Ids.text(Ids.next());
  private Admin admin;

  static class OwnBroker extends TestService.Servers {

    @Override
    protected String kafka() {
      broker = TestServers.ownKafka(directory, 0, Map.of());
      return broker.bootstrapServers();
    }
  }

  @BeforeEach
  void connect() {
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterEach
  void disconnect() {
    admin.close(Duration.ZERO);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void declaresTopicsAgainThatWereDeletedAndReadsThemFromTheBeginning() throws Exception {
    feed(1, 5);
    eventuallyEaten(5);

    admin.deleteTopics(TOPICS).all().get();
    eventuallyDeclaredAgain();
    feed(6, 12);
    endpoint.republish(begin);

    eventuallyEaten(12);
  }

  /**
   * The consumers are held up while the topic is replaced by a longer one, so that the positions
   * which they commit then are valid in it: they would skip what is before.
   */
  @Test
  void readsALongerTopicOfTheSameNameFromTheBeginning() throws Exception {
    feed(1, 5);
    eventuallyEaten(5);
    eventuallyOnePartitionEach();

    try (var lock = database.getConnection()) {
      lock.setAutoCommit(false);
      lock.createStatement().execute("set local idle_in_transaction_session_timeout = 0");
      lock.createStatement().execute("lock table meal in exclusive mode");
      feed(6, 6);
      await().until(() -> consumersHeldUp() == 4);
      await().ignoreException(ExecutionException.class).until(this::replaceTopic);
      feed(7, 12);
      endpoint.republish(begin);
      await().until(() -> pending() == 0);
      lock.rollback();
    }

    eventuallyEaten(12);
  }

  @Test
  void goesOnWithABrokerThatHasLostItsDisk() throws Exception {
    feed(1, 5);
    eventuallyEaten(5);

    broker.close();
    FileSystemUtils.deleteRecursively(directory.resolve("data"));
    broker = TestServers.ownKafka(directory, broker.port(), Map.of());
    eventuallyDeclaredAgain();
    feed(6, 12);
    endpoint.republish(begin);

    eventuallyEaten(12);
  }

  private boolean replaceTopic() throws Exception {
    if (admin.listTopics().names().get().contains(TestService.TOPIC)) {
      admin.deleteTopics(Set.of(TestService.TOPIC)).all().get();
    }
    admin.createTopics(List.of(new NewTopic(TestService.TOPIC, 4, (short) 1))).all().get();
    return true;
  }

  private int consumersHeldUp() {
    return jdbc.queryForObject("select count(*) from pg_locks where not granted", Integer.class);
  }

  private int pending() {
    return jdbc.queryForObject(
        "select count(*) from outbox where published_at is null", Integer.class);
  }

  private void feed(int first, int last) {
    for (int sequence = first; sequence <= last; sequence++) {
      int meal = sequence;
      new TransactionTemplate(transactions)
          .executeWithoutResult(
              _ -> {
                for (int canary = 1; canary <= CANARIES; canary++) {
                  outbox.append(
                      TestService.TOPIC, "canary.fed.v1", flock + canary, meal, new Fed("millet"));
                }
              });
    }
  }

  /** A consumer that is held up takes part in no rebalance, and would keep what another lacks. */
  private void eventuallyOnePartitionEach() {
    await().atMost(Duration.ofSeconds(60)).until(() -> consumersOfOnePartition() == 4);
  }

  private long consumersOfOnePartition() throws Exception {
    return admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members().stream()
        .map(member -> member.assignment().topicPartitions())
        .filter(assigned -> assigned.size() == 1)
        .count();
  }

  private void eventuallyDeclaredAgain() {
    await()
        .atMost(DECLARED_AGAIN)
        .untilAsserted(() -> assertThat(admin.listTopics().names().get()).containsAll(TOPICS));
  }

  /** Each canary all its meals, once, in order; and no event waits for another one. */
  private void eventuallyEaten(int meals) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(eaten()).isEqualTo(meals * CANARIES);
              assertThat(parked()).isZero();
            });
  }

  private int eaten() {
    return jdbc.queryForObject(
        "select count(*) from meal where key like ?", Integer.class, flock + "%");
  }

  private int parked() {
    return jdbc.queryForObject("select count(*) from parked_event", Integer.class);
  }
}
