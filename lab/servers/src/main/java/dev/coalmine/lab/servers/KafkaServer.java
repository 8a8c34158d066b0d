package dev.coalmine.lab.servers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Kafka broker that is its own controller (KRaft), in a JVM of its own. */
public final class KafkaServer extends RunningServer {

  /** An order of 10,000 lines is one event. */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  private static final int ANSWER_LIMIT_MS = 1_000;
  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 42;

  private KafkaServer(ServerProcess process, int port) {
    super(process, port, "TERM");
  }

  /**
   * @param directory of the log segments (formatted on the first start, kept on {@link #close})
   * @param wantedPort 0 for any that is free
   */
  public static KafkaServer start(Path directory, int wantedPort) {
    return start(directory, wantedPort, Map.of());
  }

  /**
   * @param more settings of the broker, in addition to ours or instead of them
   */
  static KafkaServer start(Path directory, int wantedPort, Map<String, Object> more) {
    int port = Ports.orFree(wantedPort);
    var command = command(directory, port, port, Ports.free(), List.of(), more);
    var process = ServerProcess.start("Kafka", log(directory), command);
    process.awaitReady(() -> answers(port));
    return new KafkaServer(process, port);
  }

  /**
   * What runs the broker, for a supervisor that starts processes by itself. Formats the storage
   * first when there is none.
   *
   * @param advertisedPort where clients find it: another one when a proxy stands before it
   */
  public static List<String> command(
      Path directory, int port, int advertisedPort, int controllerPort, List<String> jvmOptions) {
    return command(directory, port, advertisedPort, controllerPort, jvmOptions, Map.of());
  }

  private static List<String> command(
      Path directory,
      int port,
      int advertisedPort,
      int controllerPort,
      List<String> jvmOptions,
      Map<String, Object> more) {
    var settings = settings(directory, port, advertisedPort, controllerPort);
    settings.putAll(more);
    var properties = writeProperties(directory, settings);
    if (!Files.exists(directory.resolve("data/meta.properties"))) {
      ServerProcess.run(
          "Kafka's storage tool",
          log(directory),
          java(
              directory,
              jvmOptions,
              "kafka.tools.StorageTool",
              "format",
              "--ignore-formatted",
              "--cluster-id",
              "Y29hbG1pbmUtMDAwMDAwMQ",
              "--config",
              properties.toString()));
    }
    return java(directory, jvmOptions, "kafka.Kafka", properties.toString());
  }

  private static Path log(Path directory) {
    return directory.resolve("kafka.log");
  }

  private static Path writeProperties(Path directory, Map<String, Object> settings) {
    try {
      Files.createDirectories(directory);
      try (var resource = KafkaServer.class.getResourceAsStream("kafka-logback.xml")) {
        Files.copy(resource, loggingOf(directory), StandardCopyOption.REPLACE_EXISTING);
      }
      var lines = new ArrayList<String>();
      settings.forEach((k, v) -> lines.add(k + "=" + v));
      return Files.write(directory.resolve("server.properties"), lines);
    } catch (IOException e) {
      throw new ServerFailure("Kafka's settings could not be written: " + e.getMessage());
    }
  }

  private static Map<String, Object> settings(
      Path directory, int port, int advertisedPort, int controllerPort) {
    var settings = new TreeMap<String, Object>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", 1);
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertisedPort);
    settings.put("log.dirs", directory.resolve("data"));
    // one broker: acks=all alone would only mean its page cache
    settings.put("log.flush.interval.messages", 1);
    settings.put("log.retention.ms", -1); // an audit reads from the start
    settings.put("auto.create.topics.enable", false);
    settings.put("message.max.bytes", MAX_MESSAGE_BYTES);
    settings.put("replica.fetch.max.bytes", MAX_MESSAGE_BYTES);
    settings.put("offsets.topic.replication.factor", 1);
    settings.put("offsets.topic.num.partitions", 4);
    settings.put("transaction.state.log.replication.factor", 1);
    settings.put("transaction.state.log.min.isr", 1);
    settings.put("transaction.state.log.num.partitions", 1);
    settings.put("share.coordinator.state.topic.replication.factor", 1);
    settings.put("share.coordinator.state.topic.min.isr", 1);
    settings.put("group.initial.rebalance.delay.ms", 0);
    settings.put("num.network.threads", 2);
    settings.put("num.io.threads", 4);
    settings.put("log.cleaner.dedupe.buffer.size", 4 * 1024 * 1024); // the default is 128 MiB
    return settings;
  }

  private static List<String> java(
      Path directory, List<String> jvmOptions, String mainClass, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(jvmOptions);
    command.add("-Dlogback.configurationFile=" + loggingOf(directory));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path loggingOf(Path directory) {
    return directory.resolve("logback.xml");
  }

  /** Whether a broker answers requests there: its port alone opens earlier. */
  public static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_LIMIT_MS);
      socket.setSoTimeout(ANSWER_LIMIT_MS);
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(10); // length of what follows
      out.writeShort(API_VERSIONS);
      out.writeShort(0); // version of the request
      out.writeInt(CORRELATION);
      out.writeShort(-1); // no client id
      out.flush();
      var in = new DataInputStream(socket.getInputStream());
      in.readInt();
      return in.readInt() == CORRELATION && in.readShort() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }
}
