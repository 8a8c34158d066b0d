package dev.coalmine.order.payment;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;

/**
 * Bounds how long a channel takes to find out that its servers are back. gRPC itself waits up to
 * two minutes between attempts to connect, which has no setting, and has no limit for a server that
 * accepts a connection and then says nothing.
 */
class ChannelRevival implements SmartLifecycle {

  /** Longer than it takes to connect, a fraction of the time in which a client must be back. */
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ManagedChannel channel;
  private boolean wasStuck;
  private volatile Thread thread;

  ChannelRevival(ManagedChannel channel) {
    this.channel = channel;
  }

  /**
   * A channel that has had no connection twice in a row begins anew with the next call, its
   * back-off forgotten. One that has a connection tries its other servers again.
   */
  void look() {
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

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("channel-revival").unstarted(this::run);
    thread.start();
  }

  private void run() {
    while (isRunning()) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      look();
    }
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    LockSupport.unpark(running);
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
