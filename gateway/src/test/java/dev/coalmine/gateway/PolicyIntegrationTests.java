package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A policy that is replaced while requests run. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyIntegrationTests {

  private static final String OPEN = unlimited();
  private static final String CLOSED =
      unlimited("paths: [/api/products, /api/products/*]", "paths: [/api/products]");
  private static final String WRONG = unlimited("access: anyone", "access: everyone");
  private static final int READERS = 4;

  /** The readers ask as often as they can, from one address. */
  private static String unlimited(String... changes) {
    return PolicyFiles.changed(changes)
        .replace("rate: 100/s, burst: 200", "rate: 1000000/s, burst: 1000000");
  }

  @TempDir Path folder;
  private final Backend orders = new Backend();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ConfigurableApplicationContext gateway;
  private Path file;
  private int exchanges;

  @BeforeEach
  void mountAsAConfigMap() throws IOException {
    exchange(OPEN);
    file = Files.createSymbolicLink(folder.resolve("policy.yaml"), Path.of("..data/policy.yaml"));
  }

  private void exchange(String text) throws IOException {
    var name = "..2026_" + exchanges++;
    Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("policy.yaml"), text);
    Files.move(
        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(name)),
        folder.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    orders.kill();
  }

  @Test
  void noRequestFailsWhileRightAndWrongFilesAlternate(CapturedOutput output) throws Exception {
    gateway = start();
    var statuses = new CopyOnWriteArrayList<Integer>();
    var readers = new ArrayList<Thread>();
    var answered = new AtomicInteger();
    for (int i = 0; i < READERS; i++) {
      readers.add(Thread.ofVirtual().start(() -> readUntilInterrupted(statuses, answered)));
    }

    for (int round = 1; round <= 5; round++) {
      exchange(CLOSED);
      await().until(() -> status("/api/products/1") == 405);
      exchange(WRONG);
      await().until(() -> gauge("gateway.policy.refused") == 1);
      assertThat(status("/api/products/1")).as("the policy before stays").isEqualTo(405);
      exchange(OPEN);
      await().until(() -> status("/api/products/1") == 200);
      int before = answered.get();
      await("readers go on").until(() -> answered.get() > before);
    }

    readers.forEach(Thread::interrupt);
    for (var reader : readers) {
      reader.join();
    }
    assertThat(answered.get()).isGreaterThan(20);
    assertThat(statuses).as("other than 200, of %d", answered.get()).isEmpty();
    assertThat(count("ok")).isEqualTo(11);
    assertThat(count("refused")).isEqualTo(5);
    assertThat(output.getOut().lines().filter(line -> line.contains("is not in force")))
        .hasSize(5)
        .allMatch(line -> line.contains("routes.products.access must be unchecked, anyone"));
  }

  private void readUntilInterrupted(List<Integer> others, AtomicInteger answered) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        int status = status("/api/products");
        if (status != 200) {
          others.add(status);
        }
        answered.incrementAndGet();
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        if (!Thread.currentThread().isInterrupted()) {
          others.add(0);
        }
      }
    }
  }

  @Test
  void theVersionThatAppliesIsInTheAccessLog(CapturedOutput output) throws Exception {
    gateway = start();
    status("/api/products/first");
    exchange(CLOSED);
    await().until(() -> count("ok") == 2);
    status("/api/products/second");

    await().until(() -> versions(output, "first").size() == 1);
    await().until(() -> versions(output, "second").size() == 1);
    assertThat(versions(output, "first"))
        .doesNotContainAnyElementsOf(versions(output, "second"))
        .allMatch(version -> version.length() == 12);
  }

  /** The versions in the access lines of a product; other lines may be of other tests. */
  private static List<String> versions(CapturedOutput output, String product) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.contains("\"path\":\"/api/products/" + product + "\""))
        .map(line -> line.replaceAll(".*\"policy\":\"([0-9a-f]{12})\".*", "$1"))
        .toList();
  }

  @Test
  void doesNotStartWithAWrongFileAndSaysWhatIsWrong(CapturedOutput output) throws Exception {
    exchange(WRONG.replace("time-limit: 15s", "time-limit: 15"));

    var failure = catchThrowable(this::start);

    assertThat(failure).isNotNull();
    assertThat(output.getOut())
        .contains("The policy in " + file + " cannot be put in force:")
        .contains("routes.products.access must be")
        .contains("routes.place-order.time-limit must be")
        .doesNotContain("\tat dev.coalmine");
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(GatewayApplication.class)
        .initializers(GracefulShutdownIntegrationTests::ownEventLoops)
        .run(
            "--server.port=0",
            "--management.server.port=0",
            "--eureka.client.enabled=false",
            "--coalmine.identity.issuer=http://127.0.0.1:1",
            "--coalmine.lifecycle.drain=0s",
            "--coalmine.policy.file=" + file,
            "--coalmine.policy.poll=20ms",
            "--spring.cloud.discovery.client.simple.instances.order-service[0].uri="
                + orders.url());
  }

  private int status(String path) throws IOException, InterruptedException {
    int port = gateway.getEnvironment().getRequiredProperty("local.server.port", int.class);
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private double gauge(String name) {
    return gateway.getBean(MeterRegistry.class).get(name).gauge().value();
  }

  private double count(String outcome) {
    return gateway
        .getBean(MeterRegistry.class)
        .get("gateway.policy.loads")
        .tag("outcome", outcome)
        .counter()
        .count();
  }
}
