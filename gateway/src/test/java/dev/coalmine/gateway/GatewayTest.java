package dev.coalmine.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One gateway for all tests, with real servers behind it: two of orders, one of each other. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class GatewayTest {

  static final Issuer issuer = new Issuer();
  static final Backend orders1 = new Backend();
  static final Backend orders2 = new Backend();
  static final Backend notifications = new Backend();
  static final Backend payments = new Backend();

  /** Tests wait for a time limit, so some are short; no test is limited that does not say so. */
  private static final Path quick =
      PolicyFiles.withChanges(
          "time-limit: 3s",
          "time-limit: 500ms",
          "10s",
          "500ms",
          "rate: 100/s, burst: 200",
          "rate: 1000000/s, burst: 1000000",
          "rate: 1000/s, burst: 2000,",
          "rate: 1000000/s, burst: 1000000,",
          "/min, burst: ",
          "000/min, burst: 1000");

  @DynamicPropertySource
  static void surroundings(DynamicPropertyRegistry settings) {
    var instances = "spring.cloud.discovery.client.simple.instances.";
    settings.add(instances + "order-service[0].uri", orders1::url);
    settings.add(instances + "order-service[1].uri", orders2::url);
    settings.add(instances + "notification-service[0].uri", notifications::url);
    settings.add(instances + "payment-service[0].uri", payments::url);
    settings.add("coalmine.identity.issuer", issuer::url);
    settings.add("coalmine.lifecycle.drain", () -> "0s");
    settings.add("coalmine.policy.file", quick::toString);
    settings.add("coalmine.instances.ejection", () -> "1s");
    settings.add("spring.main.cloud-platform", () -> "kubernetes"); // where defaults differ most
    settings.add("eureka.client.enabled", () -> "false");
    settings.add("management.server.port", () -> "0");
  }

  @LocalServerPort int port;
  @Autowired JsonMapper json;
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void everyoneIsWell() {
    orders1.revive();
    orders2.revive();
    notifications.revive();
    payments.revive();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  HttpRequest.Builder as(String token, String path) {
    return to(path).header("Authorization", "Bearer " + token);
  }

  HttpRequest.Builder shopper(String path) {
    return as(issuer.token("ann", Issuer.SHOPPER), path);
  }

  HttpRequest.Builder order(String body) {
    return shopper("/api/orders")
        .header("Idempotency-Key", "k-1")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  Problem problem(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = send(request);
    return new Problem(response, json.readTree(response.body()));
  }

  int askedOfOrders() {
    return orders1.asked.size() + orders2.asked.size();
  }

  Backend.Asked orderServiceWasAsked() {
    return orders1.asked.isEmpty() ? orders2.asked.getFirst() : orders1.asked.getFirst();
  }

  record Problem(HttpResponse<String> response, JsonNode body) {

    String slug() {
      return body.path("type").asString().replace("https://coalmine.dev/problems/", "");
    }

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }
}
