package dev.coalmine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DiscoveryIntegrationTests {

  private static final String INSTANCE =
      """
      {"instance":{"instanceId":"bird:1","hostName":"127.0.0.1","app":"BIRD","ipAddr":"127.0.0.1",
      "status":"UP","port":{"$":1234,"@enabled":"true"},"vipAddress":"bird",
      "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
      "name":"MyOwn"},"leaseInfo":{"renewalIntervalInSecs":1,"durationInSecs":1},
      "metadata":{"version":"1.0.0","zone":"a","role":"live"}}}
      """;

  @LocalServerPort int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void listsAnInstanceAtOnceAndForgetsItWhenItsLeaseEnds() throws Exception {
    assertThat(send(request("/eureka/apps/BIRD").POST(body()).build())).isEqualTo(204);

    var listed =
        http.send(
            request("/eureka/apps/BIRD").header("Accept", "application/json").build(),
            BodyHandlers.ofString());
    assertThat(listed.body()).contains("bird:1", "\"role\":\"live\"");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> send(request("/eureka/apps/BIRD").build()) == 404);
  }

  private static HttpRequest.BodyPublisher body() {
    return HttpRequest.BodyPublishers.ofString(INSTANCE);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json");
  }

  private int send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }
}
