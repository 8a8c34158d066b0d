package dev.coalmine.order.payment;

import dev.coalmine.platform.loop.SupervisedLoops;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Bounds how long a channel takes to find out that its servers are back. gRPC itself waits up to
 * two minutes between attempts to connect, which has no setting, and has no limit for a server that
 * accepts a connection and then says nothing.
 */
class ChannelRevival {

  /** Longer than a connection takes to establish, and a fraction of the 10 s of decision 18. */
  static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final Duration NOTHING_TO_FINISH = Duration.ZERO;

  private final ManagedChannel channel;
  private boolean wasStuck;

  ChannelRevival(ManagedChannel channel, SupervisedLoops loops) {
    this.channel = channel;
    var loop = loops.loop("channel-revival", INTERVAL, this::repeat);
    loops.runWithApplication(loop, true, SmartLifecycle.DEFAULT_PHASE, NOTHING_TO_FINISH);
  }

  private boolean repeat() {
    check();
    return false;
  }

  /**
   * Makes a channel that had no connection twice in a row start anew with the next call, without
   * its back-off. A channel with a connection tries its other servers again.
   */
  void check() {
    boolean stuck = isStuck(channel.getState(false));
    if (stuck && wasStuck) {
      channel.enterIdle();
      wasStuck = false;
      return;
    }
    channel.resetConnectBackoff();
    wasStuck = stuck;
  }

  private static boolean isStuck(ConnectivityState state) {
    return state == ConnectivityState.CONNECTING || state == ConnectivityState.TRANSIENT_FAILURE;
  }
}
