package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

class InstancesIntegrationTests extends GatewayTest {

  @Autowired MeterRegistry meters;

  @BeforeEach
  void nobodyIsAvoided() {
    await()
        .until(
            () -> {
              send(to("/api/products"));
              return !orders1.asked.isEmpty() && !orders2.asked.isEmpty();
            });
    orders1.asked.clear();
    orders2.asked.clear();
  }

  @Test
  void asksEachInstanceInTurn() throws Exception {
    for (int i = 0; i < 10; i++) {
      send(to("/api/products"));
    }

    assertThat(orders1.asked).hasSize(5);
    assertThat(orders2.asked).hasSize(5);
  }

  @Test
  void noReadFailsWhenOneOfTwoDies() throws Exception {
    orders1.kill();

    for (int i = 0; i < 20; i++) {
      assertThat(send(to("/api/products")).statusCode()).isEqualTo(200);
    }
    assertThat(orders2.asked).hasSize(20);
  }

  @Test
  void anOrderWithAKeyIsPlacedAtTheOtherInstance() throws Exception {
    orders1.behaves(Backend::breakOff);

    for (int i = 0; i < 4; i++) {
      assertThat(send(order("{\"lines\":[" + i + "]}")).statusCode()).isEqualTo(200);
    }

    assertThat(orders1.asked).hasSize(2);
    assertThat(orders2.asked)
        .extracting(Backend.Asked::body)
        .containsExactlyInAnyOrder(
            "{\"lines\":[0]}", "{\"lines\":[1]}", "{\"lines\":[2]}", "{\"lines\":[3]}");
  }

  @Test
  void avoidsAnInstanceThatRefusesAndComesBackToIt() throws Exception {
    orders1.kill();
    double before = retries();
    for (int i = 0; i < 10; i++) {
      send(to("/api/products"));
    }
    assertThat(retries() - before).isBetween(1.0, 2.0);

    orders1.revive();

    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              send(to("/api/products"));
              return !orders1.asked.isEmpty();
            });
  }

  private double retries() {
    return meters.counter("gateway.retries", "service", "order-service").count();
  }

  @Test
  void saysSoWhenNoInstanceCanBeReached() throws Exception {
    orders1.kill();
    orders2.kill();

    var problem = problem(to("/api/products"));

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.slug()).isEqualTo("service-unavailable");
    assertThat(problem.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void doesNotAskASingleInstanceTwice() throws Exception {
    notifications.behaves(Backend::breakOff);

    var problem = problem(shopper("/api/notifications"));

    assertThat(problem.status()).isEqualTo(502);
    assertThat(problem.slug()).isEqualTo("service-broke-off");
    assertThat(notifications.asked).hasSize(1);
  }

  @Test
  void endsWaitingAtTheTimeLimit() throws Exception {
    orders1.behaves(Backend::never);
    orders2.behaves(Backend::never);

    var problem = problem(to("/api/products"));

    assertThat(problem.status()).isEqualTo(504);
    assertThat(problem.slug()).isEqualTo("service-too-slow");
    assertThat(askedOfOrders()).isEqualTo(1);
  }

  @Test
  void aServicesOwnErrorPassesUntouched() throws Exception {
    payments.behaves(
        (_, response) ->
            response
                .status(500)
                .header("Content-Type", "application/problem+json")
                .sendString(Mono.just("theirs")));

    var response =
        send(
            to("/webhooks/acquirer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("theirs");
  }

  @Test
  void aStreamPassesAtOnceAndOutlivesTheTimeLimit() throws Exception {
    notifications.behaves(Backend::oneEvent);
    HttpRequest request = shopper("/api/notifications/stream").build();

    var response = http.sendAsync(request, BodyHandlers.ofInputStream()).get(3, TimeUnit.SECONDS);

    try (var stream = response.body()) {
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");
      assertThat(new String(stream.readNBytes(19))).isEqualTo("id: 1\ndata: hello\n\n");
    }
  }

  /** Or the service would count a reader who is not there. */
  @Test
  void whoLeavesAStreamLeavesTheServiceAtOnce() throws Exception {
    var left = new CountDownLatch(1);
    notifications.behaves(
        (request, response) -> {
          response.withConnection(
              connection -> connection.channel().closeFuture().addListener(_ -> left.countDown()));
          return Backend.oneEvent(request, response);
        });
    HttpRequest request = shopper("/api/notifications/stream").build();
    var response = http.sendAsync(request, BodyHandlers.ofInputStream()).get(3, TimeUnit.SECONDS);
    assertThat(new String(response.body().readNBytes(19))).startsWith("id: 1");
    assertThat(left.getCount()).isEqualTo(1);

    response.body().close();

    assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
  }
}
