package dev.coalmine.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.netty.channel.AbortedException;

class FailureTests {

  @Test
  void withoutAConnectionNothingWasDone() {
    var failures =
        List.of(
            new ConnectException(),
            new ConnectTimeoutException(),
            new NoRouteToHostException(),
            new UnknownHostException(),
            new NotYetConnectedException(),
            new IllegalStateException(new NotYetConnectedException()));

    assertThat(failures).extracting(Failure::of).containsOnly(Failure.UNREACHABLE);
  }

  @Test
  void onAConnectionItIsUnknownWhetherSomethingWasDone() {
    var failures =
        List.of(
            new IOException("reset"), new ClosedChannelException(), AbortedException.beforeSend());

    assertThat(failures).extracting(Failure::of).containsOnly(Failure.BROKEN_OFF);
  }

  @Test
  void anythingElseIsADefect() {
    assertThat(Failure.of(new IllegalStateException())).isEqualTo(Failure.OTHER);
  }
}
