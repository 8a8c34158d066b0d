package dev.coalmine.lab.proxy;

import java.time.Duration;

/** What a fault does to the connections of a link. */
sealed interface Effect {

  /**
   * Bytes arrive late, in order.
   *
   * @param delay 1 ms to 60 s
   * @param jitter the delay varies by up to that much either way, evenly; 0 to the delay
   */
  record Latency(Duration delay, Duration jitter) implements Effect {

    public Latency {
      Fault.check("a delay", delay.toMillis(), 1, 60_000, "ms");
      Fault.check("the jitter of that delay", jitter.toMillis(), 0, delay.toMillis(), "ms");
    }
  }

  /**
   * All connections of the link share so much, in each direction.
   *
   * @param bytesPerSecond 1 to 1,000,000,000
   */
  record Bandwidth(long bytesPerSecond) implements Effect {

    public Bandwidth {
      Fault.check("a rate", bytesPerSecond, 1, 1_000_000_000, "bytes/s");
    }
  }

  /** A partition: nothing moves, nothing ends, and nothing is lost when it is over. */
  record BlackHole() implements Effect {}

  /** Both sides of each connection get an RST, and so does each new connection. */
  record Reset() implements Effect {}

  /**
   * A NAT that lost its state: the target's side is closed, the client hears nothing, and its bytes
   * go nowhere until it gives up, though the fault be over by then. TCP's own keep-alive is still
   * answered by this machine; only a limit of the client's finds out.
   */
  record HalfOpen() implements Effect {}

  /**
   * The connection is reset when so many bytes have passed in a direction.
   *
   * @param bytes 1 to 10^12, from the fault's beginning or the connection's, whichever is later
   */
  record Cut(long bytes) implements Effect {

    public Cut {
      Fault.check("the length before a cut", bytes, 1, 1_000_000_000_000L, "bytes");
    }
  }
}
