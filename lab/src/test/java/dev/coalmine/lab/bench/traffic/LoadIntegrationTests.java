package dev.coalmine.lab.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadIntegrationTests {

  private static final String REQUEST = "GET /api/products/lamp HTTP/1.1\r\nHost: here\r\n\r\n";
  private static final byte[] BYTES = REQUEST.getBytes(US_ASCII);

  @Test
  void countsEveryAnswerOfTheClosedLoop() throws IOException {
    try (var backend = Backend.start(0)) {
      var outcome = LoadMain.run(new Order(backend.port(), 4, 200, 0, REQUEST));
      assertThat(outcome.answered()).isPositive();
      assertThat(outcome.failed()).isZero();
      assertThat(outcome.statuses()).containsOnlyKeys(200);
      assertThat(outcome.p99Millis()).isGreaterThanOrEqualTo(outcome.p50Millis());
    }
  }

  @Test
  void sendsAsManyAsTheRateAsksForToEachServerInTurn() throws IOException {
    var answered = new AtomicInteger();
    try (var one = Backend.start(0);
        var two = Backend.start(0);
        var load =
            new LoadGenerator(
                List.of(one.port(), two.port()),
                2,
                _ -> BYTES,
                (_, _, _, _, status) -> answered.addAndGet(status == 200 ? 1 : 0))) {
      load.openLoop(1_000, 100);
    }
    assertThat(answered).hasValue(100);
  }

  @Test
  void sendsAsManyAsItIsToldAndWaitsForEveryAnswer() throws IOException {
    var answered = new AtomicInteger();
    try (var backend = Backend.start(0);
        var load =
            new LoadGenerator(
                List.of(backend.port()),
                8,
                _ -> BYTES,
                (_, _, _, _, status) -> answered.addAndGet(status == 200 ? 1 : 0))) {
      load.closedLoop(5);
      assertThat(answered).hasValue(5);
      load.closedLoop(1_000);
    }
    assertThat(answered).hasValue(1_005);
  }

  @Test
  void countsLatencyFromWhenTheRequestWasDue() throws IOException {
    var late = new ArrayList<Boolean>();
    try (var backend = Backend.start(0);
        var load =
            new LoadGenerator(
                List.of(backend.port()),
                1,
                _ -> BYTES,
                (_, intended, sent, received, _) ->
                    late.add(intended <= sent && sent <= received))) {
      load.openLoop(100_000, 200); // more than one connection can carry
    }
    assertThat(late).hasSize(200).containsOnly(true);
  }

  @Test
  void countsAConnectionThatIsBrokenOff() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var breaking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!server.isClosed()) {
                      try (var client = server.accept()) {
                        client.getInputStream().read();
                      } catch (IOException e) {
                        return;
                      }
                    }
                  });
      var outcome = LoadMain.run(new Order(server.getLocalPort(), 1, 100, 0, REQUEST));
      server.close();
      breaking.join();
      assertThat(outcome.answered()).isZero();
      assertThat(outcome.failed()).isPositive();
      assertThat(outcome.statuses()).containsOnlyKeys(0);
    }
  }
}
