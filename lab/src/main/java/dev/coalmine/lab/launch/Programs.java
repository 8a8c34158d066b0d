package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.servers.KafkaServer;
import dev.coalmine.lab.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command lines of all JVMs, and the start-up caches that belong to them. */
final class Programs {

  /** Of the lab's own processes and commands; the script uses the same. */
  static final List<String> LAB_FLAGS = Jvm.small("64m");

  private static final Map<String, String> LAB_MAINS =
      Map.of(
          "issuer", "dev.coalmine.lab.issuer.TokenIssuerMain",
          "acquirer", "dev.coalmine.lab.acquirer.AcquirerSandboxMain",
          "mail", "dev.coalmine.lab.mail.MailCatcherMain",
          "proxy", "dev.coalmine.lab.proxy.ProxyMain");

  private static final Map<String, List<String>> SERVICE_FLAGS =
      Map.of(
          "discovery", Jvm.small("96m"),
          "gateway", Jvm.full("96m"),
          "order-service", Jvm.small("128m"),
          "payment-service", Jvm.small("112m"),
          "notification-service", Jvm.small("112m"));

  private static final Duration TRAINING_LIMIT = Duration.ofSeconds(120);

  private final Home home;
  private final Map<String, ServiceJar> jars;
  private final Map<String, AotCache> services;
  private final AotCache kafka;
  private final AotCache lab;
  private final Path labFolder;

  private Programs(Home home, Map<String, ServiceJar> jars) {
    this.home = home;
    this.jars = jars;
    services =
        jars.values().stream()
            .map(
                jar ->
                    AotCache.of(
                        home, jar.service(), jar.content(), SERVICE_FLAGS.get(jar.service())))
            .collect(Collectors.toMap(AotCache::name, Function.identity()));
    labFolder = Path.of(System.getProperty("java.class.path")).toAbsolutePath().getParent();
    var content = labFolder.getFileName().toString(); // the script names it by its content
    kafka = AotCache.of(home, "kafka", content, List.of("-XX:+UseCompactObjectHeaders"));
    lab = new AotCache("lab", home.aot().resolve(content + ".aot"), LAB_FLAGS);
  }

  static Programs find(Home home, Set<String> except) {
    return new Programs(
        home,
        Topology.SERVICES.stream()
            .filter(service -> !except.contains(service))
            .map(service -> ServiceJar.of(home, service))
            .collect(Collectors.toMap(ServiceJar::service, Function.identity())));
  }

  /** Extracts and trains what an earlier start has not. */
  void prepare(Preparation preparation, boolean tidy) {
    preparation.extract(List.copyOf(jars.values()));
    var trainings =
        new ArrayList<>(
            jars.values().stream()
                .map(jar -> TrainingRun.ofService(services.get(jar.service()), jar.extracted(home)))
                .toList());
    trainings.add(new TrainingRun(kafka, this::trainKafka));
    trainings.add(
        TrainingRun.ofProgram(
            lab, labFolder, List.of("-cp", classPath(), "dev.coalmine.lab.Coalmine", "rehearse")));
    preparation.train(trainings);
    if (tidy) {
      preparation.forgetOthers(
          Stream.concat(jars.values().stream().map(jar -> jar.folder(home)), Stream.of(labFolder))
              .collect(Collectors.toSet()),
          trainings.stream().map(TrainingRun::cache).toList());
    }
  }

  /** A broker that starts, answers and stops, on a folder that is thrown away. */
  private void trainKafka(Tools tools, List<String> flags) {
    var directory = home.run().resolve("kafka-training");
    Home.delete(directory);
    try {
      Files.createDirectories(directory);
      int port = Ports.free();
      var command =
          KafkaServer.command(
              directory, port, port, Ports.free(), List.of()); // formats without training
      command.addAll(1, flags);
      var process = tools.start(directory, command);
      long deadline = System.nanoTime() + TRAINING_LIMIT.toNanos();
      while (process.isAlive() && !KafkaServer.answers(port) && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      process.destroy();
      process.waitFor();
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be made: %s".formatted(directory, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Home.delete(directory);
    }
  }

  AotCache kafka() {
    return kafka;
  }

  /**
   * @param replica whose folder for temporary files is emptied: a killed Tomcat leaves its own
   *     behind
   */
  List<String> service(String service, String replica) {
    return java(
        services.get(service),
        "-Djava.io.tmpdir=" + home.temporary(replica),
        "-jar",
        jars.get(service).extracted(home).toString());
  }

  List<String> lab(String name, List<String> arguments) {
    var command = java(lab, "-cp", classPath(), LAB_MAINS.get(name));
    command.addAll(arguments);
    return command;
  }

  private static List<String> java(AotCache cache, String... program) {
    var command = new ArrayList<String>();
    command.add(Jvm.JAVA);
    command.addAll(cache.use());
    command.addAll(List.of(program));
    return command;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
