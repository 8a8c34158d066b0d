package dev.coalmine.order.payment;

import static org.awaitility.Awaitility.await;

import dev.coalmine.platform.loop.SupervisedLoops;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelRevivalTests {

  private ManagedChannel channel;

  @AfterEach
  void close() {
    channel.shutdownNow();
  }

  /** Its system accepts the connection, and it never says a word. */
  @Test
  void waitsNotForEverForAServerThatIsSilent() throws IOException {
    try (var silent = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      beginsAnew(silent.getLocalPort(), ConnectivityState.CONNECTING);
    }
  }

  @Test
  void waitsNotForTheEndOfTheBackOffOfAServerThatRefused() throws IOException {
    int port;
    try (var closed = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    beginsAnew(port, ConnectivityState.TRANSIENT_FAILURE);
  }

  private void beginsAnew(int port, ConnectivityState stuck) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    var revival =
        new ChannelRevival(channel, new SupervisedLoops(new SimpleMeterRegistry(), (_, _) -> {}));
    channel.getState(true);
    await().until(() -> channel.getState(false) == stuck);

    await()
        .until(
            () -> {
              revival.check();
              return channel.getState(false) == ConnectivityState.IDLE;
            });
  }
}
