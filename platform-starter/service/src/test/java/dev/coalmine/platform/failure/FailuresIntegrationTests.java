package dev.coalmine.platform.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.TestService;
import dev.coalmine.platform.TestService.Accidents;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.ContextConfiguration;

/**
 * What becomes, in each class of failure, of a request, of an event, and of an event of another
 * aggregate behind it on the same partition. The database says itself what it has to say.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(classes = TestService.class, initializers = TestService.Servers.class)
class FailuresIntegrationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String MEAL = "{\"grain\":\"millet\"}";
  private static final int ATTEMPTS = 2;

  @LocalServerPort int port;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired JdbcTemplate jdbc;
  @Autowired Accidents accidents;
  @Autowired MeterRegistry meters;

  private final String canary = Ids.text(Ids.next());
  private final String neighbour = Ids.text(Ids.next());
  private double deadLetters;
  private double retries;

  @AfterEach
  void mend() {
    TestServers.setReadOnly(false);
    jdbc.execute("alter table if exists moved rename to meal");
    jdbc.update("delete from accident");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22021", "23505"})
  void anEventWhoseValuesTheDatabaseRefusesDoesNotHoldUpItsNeighbour(String state) {
    plan(state);
    begin();

    await().atMost(PATIENCE).until(() -> hasEaten(neighbour));
    assertThat(deadLettered()).isEqualTo(1);
    assertThat(retried()).isZero();
    assertThat(hasEaten(canary)).isFalse();
  }

  @Test
  void anUnreadableEventDoesNotHoldUpItsNeighbour() {
    begin("no JSON");

    await().atMost(PATIENCE).until(() -> hasEaten(neighbour));
    assertThat(deadLettered()).isEqualTo(1);
    assertThat(retried()).isZero();
  }

  @Test
  void aKeyThatTheDatabaseCannotReadDoesNotHoldUpItsNeighbours() {
    deadLetters = count("dead.letters");
    retries = count("inbox.retries");
    send(canary + '\0', MEAL);
    for (int many = 1; many <= 50; many++) {
      send(neighbour + many, MEAL);
    }

    await().atMost(PATIENCE).until(() -> hasEaten(neighbour + 50));
    assertThat(deadLettered()).isEqualTo(1);
    assertThat(retried()).isZero();
  }

  @Test
  void aDefectDoesNotHoldUpTheNeighbour() {
    accidents.plant(canary, new IllegalStateException("a defect"));
    begin();

    await().atMost(PATIENCE).until(() -> hasEaten(neighbour));
    assertThat(deadLettered()).isEqualTo(1);
    assertThat(retried()).isZero();
  }

  @Test
  void whatSpringThrowsWithoutTheDatabaseIsADefect() {
    accidents.plant(canary, new EmptyResultDataAccessException(1));
    begin();

    await().atMost(PATIENCE).until(() -> hasEaten(neighbour));
    assertThat(deadLettered()).isEqualTo(1);
    assertThat(retried()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"25006", "25P02", "40P01", "42501", "53300", "55P03", "57014", "XX000"})
  void whateverElseTheDatabaseSaysIsRetriedUntilItSaysSoNoMore(String state) {
    plan(state);
    begin();

    heldUpTogether();
    jdbc.update("delete from accident");
    appliedTogether();
  }

  @Test
  void aTableThatIsNotYetThereIsWaitedFor() throws Exception {
    jdbc.execute("alter table meal rename to moved");
    begin();

    await().atMost(PATIENCE).until(() -> retried() >= ATTEMPTS);
    assertUnavailable(eat());
    jdbc.execute("alter table moved rename to meal");
    appliedTogether();
    assertThat(eat().statusCode()).isEqualTo(200);
  }

  @Test
  void aReadOnlyDatabaseIsWaitedFor() throws Exception {
    TestServers.setReadOnly(true);
    begin();

    heldUpTogether();
    assertUnavailable(eat());
    TestServers.setReadOnly(false);
    appliedTogether();
    assertThat(eat().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25006", "25P02", "40P01", "42P01", "53300", "55P03", "57014", "P0001"})
  void aRequestMayBeRepeatedAfterWhateverElseTheDatabaseSays(String state) throws Exception {
    plan(state);

    assertUnavailable(eat());
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505"})
  void aRequestWhoseValuesTheDatabaseRefusesIsNotToBeRepeated(String state) throws Exception {
    plan(state);

    assertInternalError(eat());
  }

  @Test
  void aDefectIsNotToBeRepeated() throws Exception {
    accidents.plant(canary, new IllegalStateException("a defect"));
    assertInternalError(eat());

    accidents.plant(canary, new EmptyResultDataAccessException(1));
    assertInternalError(eat());
  }

  private void plan(String state) {
    jdbc.update("insert into accident values (?, ?)", canary, state);
  }

  private void begin() {
    begin(MEAL);
  }

  private void begin(String data) {
    deadLetters = count("dead.letters");
    retries = count("inbox.retries");
    send(canary, data);
    send(neighbour, MEAL);
  }

  private void heldUpTogether() {
    await().atMost(PATIENCE).until(() -> retried() >= ATTEMPTS);
    assertThat(hasEaten(canary)).isFalse();
    assertThat(hasEaten(neighbour)).isFalse();
    assertThat(deadLettered()).isZero();
  }

  private void appliedTogether() {
    await().atMost(PATIENCE).until(() -> hasEaten(canary) && hasEaten(neighbour));
    assertThat(deadLettered()).isZero();
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("https://coalmine.dev/problems/temporarily-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  private static void assertInternalError(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
    assertThat(answer.body()).contains("https://coalmine.dev/problems/internal-error");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }

  private HttpResponse<String> eat() throws Exception {
    var address = URI.create("http://127.0.0.1:%d/meals/%s".formatted(port, canary));
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(address)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(MEAL));
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** All on one partition: a later event waits for those before it. */
  private void send(String key, String data) {
    var event =
        new Event(
            Ids.text(Ids.next()),
            "/test",
            "canary.fed.v1",
            key,
            1,
            Instant.now(),
            data.getBytes(UTF_8),
            null);
    var record = EventHeaders.toRecord(TestService.TOPIC, event);
    kafka
        .send(
            new ProducerRecord<>(record.topic(), 0, record.key(), record.value(), record.headers()))
        .join();
  }

  private boolean hasEaten(String key) {
    return jdbc.queryForObject("select count(*) from meal where key = ?", Long.class, key) > 0;
  }

  private double deadLettered() {
    return count("dead.letters") - deadLetters;
  }

  private double retried() {
    return count("inbox.retries") - retries;
  }

  private double count(String counter) {
    return meters.counter(counter, "topic", TestService.TOPIC).count();
  }
}
