package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The sandbox as a process, killed while eight clients pay, capture and refund. */
class KilledIntegrationTests extends AcquirerSandboxTest {

  private static final int CLIENTS = 8;

  /** Of each client, before the kill. */
  private static final int PAYMENTS = 20;

  /** What was killed between doing and answering may be a step further than it said. */
  private static final List<String> STEPS =
      List.of("requires_confirmation", "requires_capture", "succeeded");

  @Test
  void knowsAllThatItEverAnsweredAndItsBooksAgree() throws Exception {
    stop();
    var process = launch(data);
    var uri = address(process);
    behave(uri, "{\"kind\":\"PENDING_REFUNDS\",\"rate\":0.5}");
    behave(uri, "{\"kind\":\"FAIL_REFUNDS\",\"rate\":0.2}");
    stripe = client(uri, "sk_test");
    Map<String, String> answered = new ConcurrentHashMap<>();
    var busy = new CountDownLatch(CLIENTS * PAYMENTS);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        threads.submit(() -> payOn(answered, busy));
      }
      busy.await();
      process.destroyForcibly().waitFor();
    }
    start();

    var audit = Audit.of(stripe);
    audit.agreesWith(balance());
    assertThat(audit.intents().size()).isGreaterThanOrEqualTo(CLIENTS * PAYMENTS);
    assertThat(audit.intents())
        .filteredOn(it -> answered.containsKey(it.getId()))
        .hasSameSizeAs(answered.keySet())
        .allSatisfy(
            it ->
                assertThat(STEPS.indexOf(it.getStatus()))
                    .isGreaterThanOrEqualTo(STEPS.indexOf(answered.get(it.getId()))));
  }

  /** Until the acquirer is gone. */
  private Void payOn(Map<String, String> answered, CountDownLatch busy) throws StripeException {
    try {
      while (true) {
        var intent = create(1000);
        note(answered, intent);
        note(answered, confirm(intent));
        note(answered, capture(intent));
        refund(intent, 400);
        busy.countDown();
      }
    } catch (ApiConnectionException e) {
      return null;
    }
  }

  private static void note(Map<String, String> answered, PaymentIntent intent) {
    answered.put(intent.getId(), intent.getStatus());
  }

  private static Process launch(Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            AcquirerSandboxMain.class.getName(),
            "--data",
            data.toString(),
            "--api-key",
            "sk_test")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static URI address(Process process) throws IOException {
    var line = process.inputReader().readLine();
    assertThat(line).startsWith("ready on ");
    return URI.create(line.substring("ready on ".length()));
  }

  private static void behave(URI sandbox, String behaviour)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(sandbox.resolve("/sandbox/behaviour"))
              .POST(HttpRequest.BodyPublishers.ofString(behaviour))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }
}
