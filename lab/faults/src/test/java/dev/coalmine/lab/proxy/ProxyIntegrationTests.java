package dev.coalmine.lab.proxy;

import static dev.coalmine.lab.proxy.Wire.isReset;
import static dev.coalmine.lab.proxy.Wire.read;
import static dev.coalmine.lab.proxy.Wire.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ProxyIntegrationTests extends WireTest {

  private static final int LARGE = 10 * 1024 * 1024;

  @Test
  void passesBytesBothWays() throws IOException {
    var ends = wire.connect();

    write(ends.client(), "question");
    assertThat(read(ends.server(), 8)).isEqualTo("question");
    write(ends.server(), "answer");
    assertThat(read(ends.client(), 6)).isEqualTo("answer");
  }

  @Test
  void passesTenMegabytesBothWaysAtOnceUnchanged() throws Exception {
    var ends = wire.connect();
    var question = bytes(1);
    var answer = bytes(2);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(() -> send(ends.client(), question));
      threads.submit(() -> send(ends.server(), answer));
      var received = threads.submit(() -> receive(ends.server()));
      assertThat(receive(ends.client())).isEqualTo(answer);
      assertThat(received.get()).isEqualTo(question);
    }
  }

  @Test
  void passesTheEndOfOneDirectionOnWhileTheOtherGoesOn() throws IOException {
    var ends = wire.connect();
    write(ends.client(), "all of it");
    ends.client().shutdownOutput();

    assertThat(ends.server().getInputStream().readAllBytes()).asString().isEqualTo("all of it");
    write(ends.server(), "thanks");
    ends.server().close();
    assertThat(ends.client().getInputStream().readAllBytes()).asString().isEqualTo("thanks");
  }

  @Test
  void passesAResetOn() throws IOException {
    var ends = wire.connect();
    ends.client().setSoLinger(true, 0);
    ends.client().close();

    assertThat(isReset(ends.server())).isTrue();
  }

  @Test
  void resetsTheClientWhenTheTargetIsDown() throws IOException {
    wire.dropServer();

    assertThat(isReset(wire.client())).isTrue();
  }

  @Test
  void forgetsConnectionsThatHaveEnded() throws IOException {
    for (int i = 0; i < 20; i++) {
      var ends = wire.connect();
      ends.client().close();
      ends.server().close();
    }
    await().untilAsserted(() -> assertThat(links()).contains("\"connections\":0"));
  }

  @Test
  void takesMoreClientsThanOneLinkHoldsOneAfterTheOther() throws IOException {
    for (int i = 0; i < 1_200; i++) {
      var ends = wire.connect();
      ends.client().close();
      ends.server().close();
    }
    passesBytesBothWays();
  }

  @Test
  void countsWhatItPassesOn() throws IOException {
    var ends = wire.connect();
    write(ends.client(), "question");
    write(ends.server(), "answer");

    await()
        .untilAsserted(
            () ->
                assertThat(links())
                    .contains(
                        "\"name\":\"wire\"",
                        "\"connections\":1",
                        "\"bytesUp\":8",
                        "\"bytesDown\":6"));
  }

  @RepeatedTest(20) // the pumps see it, too, and could take it for a broken connection
  void closesItsConnectionsWithItself() throws IOException {
    var ends = wire.connect();
    wire.proxy.close();

    assertThat(ends.client().getInputStream().read()).isEqualTo(-1);
    assertThat(ends.server().getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void saysWhichPortIsInUse() {
    var taken = new LinkAddress("other", wire.proxy.port("wire"), 1);
    assertThatThrownBy(() -> Proxy.start(new Proxy.Settings(0, List.of(taken))))
        .isInstanceOf(BindException.class)
        .hasMessage("port %d of link other is in use".formatted(taken.listen()));
    var free = new LinkAddress("other", 0, 1);
    assertThatThrownBy(
            () -> Proxy.start(new Proxy.Settings(wire.proxy.uri().getPort(), List.of(free))))
        .isInstanceOf(BindException.class)
        .hasMessageEndingWith("of the control API is in use");
  }

  private String links() {
    return wire.send("GET", "/links", "").body();
  }

  private static byte[] bytes(int seed) {
    var bytes = new byte[LARGE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] receive(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
