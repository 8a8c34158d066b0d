package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class BehaviourResourceIntegrationTests extends AcquirerSandboxTest {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void addsShowsAndEnds() throws Exception {
    assertThat(send("GET", "").body()).isEqualTo("[]");

    send("POST", "{\"kind\":\"SLOW\",\"rate\":0.5,\"delayMillis\":20}");
    var both = send("POST", "{\"kind\":\"decline\",\"ttlSeconds\":5}").body();

    assertThat(both).contains("\"SLOW\"", "\"rate\":0.5", "\"DECLINE\"", "\"rate\":1.0", "until");
    assertThat(send("GET", "").body()).isEqualTo(both);
    assertThat(send("DELETE", "").body()).isEqualTo("[]");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertRefused("{\"kind\":\"RUDE\"}", "WEBHOOK_NEVER");
    assertRefused("{\"rate\":1}", "kind is missing");
    assertRefused("{\"kind\":\"SLOW\"}", "SLOW needs a delay");
    assertRefused("{\"kind\":\"DECLINE\",\"ttl\":5}", "ttl");
    assertRefused("nonsense", "nonsense");
    assertThat(send("GET", "").body()).isEqualTo("[]");
  }

  private void assertRefused(String body, String reason) throws Exception {
    var answer = send("POST", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(reason);
  }

  private HttpResponse<String> send(String method, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(sandbox.uri().resolve("/sandbox/behaviour"))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
