package dev.coalmine.lab.proxy;

/**
 * Shapes bytes to a rate: the bucket as a virtual clock (GCRA, ITU-T I.371), which needs no refill.
 * Bytes pass in the order of their reservations.
 */
final class TokenBucket {

  /** What an idle bucket saves up, as time; so is the largest piece taken at once. */
  private static final long DEPTH_NANOS = 50_000_000;

  private static final long SECOND = 1_000_000_000;

  private final long bytesPerSecond;

  /** When everything that is reserved has passed. */
  private long free;

  /**
   * @param bytesPerSecond 1 to 10^9
   * @param now in nanoseconds
   */
  TokenBucket(long bytesPerSecond, long now) {
    this.bytesPerSecond = bytesPerSecond;
    free = now;
  }

  /** Bytes to reserve at once, so that a slow link trickles rather than gushes. */
  int largestPiece() {
    long piece = bytesPerSecond * DEPTH_NANOS / SECOND;
    return (int) Math.clamp(piece, 1, Integer.MAX_VALUE);
  }

  /**
   * @param bytes up to {@link #largestPiece}
   * @param now in nanoseconds, never less than before
   * @return when they may pass, in nanoseconds
   */
  synchronized long reserve(int bytes, long now) {
    free = Math.max(free, now - DEPTH_NANOS) + bytes * SECOND / bytesPerSecond;
    return free;
  }
}
