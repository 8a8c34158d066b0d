package dev.coalmine.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIntegrationTests {

  @TempDir Path directory;

  @Test
  void postgresKeepsWhatItAcknowledgedThoughItIsKilled() throws Exception {
    try (var server = PostgresServer.start(directory, 0)) {
      var database = server.createDatabase("orders", "order_service", "secret");
      execute(server, "create table t (id int)", "insert into t values (42)");
      assertThat(database.reader()).isEqualTo("orders_reader");
      assertThat(setting(server, "fsync")).isEqualTo("on");
      assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
      server.process().destroyForcibly().waitFor();
    }
    try (var server = startAgain()) {
      server.createDatabase("orders", "order_service", "secret"); // again: nothing to do
      assertThat(query(server, "select id from t")).isEqualTo("42");
    }
  }

  /** As where user namespaces are forbidden, then where they are not, then forbidden again. */
  @Test
  void postgresKeepsItsDataThoughItsUserChanges() throws Exception {
    assumeTrue(Platform.isRoot(), "only root has a choice");
    var users = List.of(UnprivilegedUser.OVERFLOW, UnprivilegedUser.NAMESPACE);
    for (var user : users) {
      assumeTrue(user.works(), user + " is not allowed here");
    }
    var home = Files.createDirectory(directory.resolve("home of root"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    try (var server = PostgresServer.start(home, 0, UnprivilegedUser.OVERFLOW)) {
      assertThat(UnprivilegedUser.owner(home.resolve("data"))).isEqualTo(65_534);
      assertThat(server.process().info().user()).isNotEqualTo(Optional.of("root"));
      server.createDatabase("orders", "order_service", "secret");
      execute(server, "create table t (id int)");
      server.process().destroyForcibly().waitFor();
    }
    for (int round = 1; round <= users.size(); round++) {
      var user = users.get(round % users.size());
      try (var server = startAgain(() -> PostgresServer.start(home, 0, user))) {
        execute(server, "insert into t values (%d)".formatted(round));
        assertThat(query(server, "select count(*) from t")).isEqualTo("" + round);
      }
    }
  }

  private PostgresServer startAgain() {
    return startAgain(() -> PostgresServer.start(directory, 0));
  }

  /** It refuses for as long as the children of the killed one live. */
  private static PostgresServer startAgain(Callable<PostgresServer> start) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(ServerFailure.class)
        .until(start, Objects::nonNull);
  }

  @Test
  void kafkaKeepsWhatItAcknowledgedThoughItIsKilled() throws Exception {
    try (var server = KafkaServer.start(directory, 0)) {
      try (var admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
        admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "t");
        var settings = admin.describeConfigs(List.of(topic)).all().get().get(topic);
        assertThat(settings.get("retention.ms").value()).isEqualTo("-1");
      }
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all"),
              new StringSerializer(),
              new StringSerializer())) {
        producer.send(new ProducerRecord<>("t", "a", "42")).get();
      }
      server.process().destroyForcibly().waitFor();
    }
    try (var server = KafkaServer.start(directory, 0);
        var consumer =
            new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", server.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
      var partition = new TopicPartition("t", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.poll(java.time.Duration.ofSeconds(20)).iterator().next().value())
          .isEqualTo("42");
    }
  }

  @Test
  void redisAnswers() throws Exception {
    try (var server = RedisServer.start(directory, 0);
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("PING\r\n".getBytes());
      assertThat(new String(socket.getInputStream().readNBytes(7))).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void redisForLimitsForgetsKeysThatEndAndNoOthers() throws Exception {
    try (var server = RedisServer.start(directory, 0, RedisServer.Purpose.LIMITS);
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(redis(socket, "SET kept 1")).isEqualTo("+OK");
      var value = "v".repeat(50_000);
      for (int key = 0; key < 800; key++) { // 40 MB into 16 MB
        assertThat(redis(socket, "SETEX limit-%d 600 %s".formatted(key, value))).isEqualTo("+OK");
      }
      assertThat(redis(socket, "EXISTS kept")).isEqualTo(":1");
      assertThat(redis(socket, "DBSIZE")).matches(":[23][0-9]{2}");
    }
  }

  private static String redis(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    var answer = new StringBuilder();
    while (answer.indexOf("\r\n") < 0) {
      answer.append((char) socket.getInputStream().read());
    }
    return answer.toString().strip();
  }

  private static void execute(PostgresServer server, String... statements) throws SQLException {
    try (var connection = server.connect("orders");
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String setting(PostgresServer server, String name) throws SQLException {
    return query(server, "show " + name);
  }

  private static String query(PostgresServer server, String sql) throws SQLException {
    try (var connection = server.connect("orders");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
