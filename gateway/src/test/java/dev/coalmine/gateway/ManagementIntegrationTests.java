package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;

@ExtendWith(OutputCaptureExtension.class)
class ManagementIntegrationTests extends GatewayTest {

  @LocalManagementPort int management;

  @Test
  void answersProbesAndScrapersOnAPortOfTheirOwn(CapturedOutput output) throws Exception {
    assertThat(ask("/actuator/health/readiness")).contains("UP");
    assertThat(ask("/actuator/health/liveness")).contains("UP");
    send(to("/api/products"));

    await("a request is counted after its answer")
        .untilAsserted(
            () ->
                assertThat(ask("/actuator/prometheus"))
                    .contains("gateway_requests_seconds_count{")
                    .contains("route=\"products\""));
    assertThat(output.getOut().lines().filter(line -> line.contains("\"logger\":\"access\"")))
        .noneMatch(line -> line.contains("/actuator"));
  }

  @Test
  void writesOneStructuredLinePerRequest(CapturedOutput output) throws Exception {
    send(
        shopper("/api/orders/1?secret=1")
            .header("X-Request-Id", "find-me")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

    await().until(() -> output.getOut().contains("find-me"));
    var line = output.getOut().lines().filter(text -> text.contains("find-me")).toList().getFirst();
    var entry = json.readTree(line);
    assertThat(entry.at("/trace/id").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(entry.at("/http/response/status_code").asInt()).isEqualTo(200);
    assertThat(entry.at("/url/path").asString()).isEqualTo("/api/orders/1");
    assertThat(entry.at("/user/id").asString()).isEqualTo("ann");
    assertThat(entry.at("/route").asString()).isEqualTo("orders");
    assertThat(entry.at("/attempts").asInt()).isEqualTo(1);
    assertThat(entry.at("/refusal").isMissingNode()).isTrue();
    assertThat(line).doesNotContain("secret");
  }

  @Test
  void namesARefusalInTheLogAndInTheMetrics(CapturedOutput output) throws Exception {
    send(to("/api/orders/1").header("X-Request-Id", "find-the-refusal"));

    await().until(() -> output.getOut().contains("find-the-refusal"));
    var line = output.getOut().lines().filter(text -> text.contains("find-the-refusal")).toList();
    var entry = json.readTree(line.getFirst());
    assertThat(entry.at("/refusal").asString()).isEqualTo("token-missing");
    assertThat(entry.at("/attempts").asInt()).isZero();
    assertThat(ask("/actuator/prometheus"))
        .containsPattern("gateway_refusals_total\\{[^}]*reason=\"token-missing\"");
  }

  @Test
  void countsEachAttempt(CapturedOutput output) throws Exception {
    orders1.behaves(Backend::breakOff);

    for (int i = 0; i < 2; i++) { // one of the two begins at the instance that breaks off
      send(to("/api/products").header("X-Request-Id", "attempts-" + i));
    }

    await().until(() -> output.getOut().contains("attempts-1"));
    assertThat(output.getOut().lines().filter(line -> line.contains("\"attempts-")))
        .anyMatch(line -> line.contains("\"attempts\":2"));
    assertThat(ask("/actuator/prometheus"))
        .containsPattern("gateway_attempts_seconds_count\\{[^}]*outcome=\"broken-off\"")
        .containsPattern("gateway_attempts_seconds_count\\{[^}]*outcome=\"2xx\"");
  }

  private String ask(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
