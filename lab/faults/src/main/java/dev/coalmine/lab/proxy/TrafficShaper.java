package dev.coalmine.lab.proxy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shapes the traffic in one direction of a connection: holds the bytes that were read and not yet
 * written, and says when they may be written. One thread puts and another takes. Faults may change
 * at any moment, and both threads follow the change at once.
 */
final class TrafficShaper {

  /** In bytes, read and not written; beyond that the sender is held up, as by TCP's window. */
  private static final int WINDOW = 64 * 1024;

  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Parcel> parcels = new ArrayDeque<>();
  private final Map<InForce, Long> bytesToCut = new HashMap<>();

  private Conditions conditions = Conditions.NONE;
  private int queued;
  private long lastDue = System.nanoTime();
  private int reserved;
  private long reservedFor;
  private boolean writing;
  private boolean closed;

  /** What was read at once; the sender's end when it is empty. */
  private static final class Parcel {

    final byte[] bytes;
    int offset;
    long due;

    Parcel(byte[] bytes, long due) {
      this.bytes = bytes;
      this.due = due;
    }

    int length() {
      return bytes.length - offset;
    }
  }

  /**
   * What is to be written now.
   *
   * @param length 0 at the sender's end
   * @param last the connection is cut after it
   */
  record Piece(byte[] bytes, int offset, int length, boolean last) {}

  void apply(Conditions now) {
    lock.lock();
    try {
      if (now.equals(conditions)) {
        return;
      }
      conditions = now;
      reserved = 0;
      hasten(System.nanoTime() + now.longestDelay());
      bytesToCut.keySet().retainAll(now.cuts());
      for (var fault : now.cuts()) {
        if (fault.effect() instanceof Effect.Cut cut) {
          bytesToCut.putIfAbsent(fault, cut.bytes());
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing waits for a delay that is over. */
  private void hasten(long latest) {
    lastDue = Math.min(lastDue, latest);
    parcels.forEach(parcel -> parcel.due = Math.min(parcel.due, latest));
  }

  /**
   * Waits while bytes are held or too many are on their way.
   *
   * @return false when it is closed
   */
  boolean awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (conditions.held() || queued >= WINDOW)) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while bytes are held. */
  void awaitRelease() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && conditions.held()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing stands between what is read now and its being written. */
  boolean isClear() {
    lock.lock();
    try {
      return !closed && !writing && parcels.isEmpty() && conditions.equals(Conditions.NONE);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param bytes none for the sender's end
   */
  void put(byte[] bytes) {
    lock.lock();
    try {
      if (!closed) {
        lastDue =
            Math.max(lastDue, System.nanoTime() + conditions.delay(ThreadLocalRandom.current()));
        parcels.add(new Parcel(bytes, lastDue));
        queued += bytes.length;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something may go on.
   *
   * @return null when it is closed
   */
  Piece take() throws InterruptedException {
    lock.lock();
    try {
      writing = false; // what was taken before
      long wait;
      while (!closed && (wait = waitNanos()) > 0) {
        changed.awaitNanos(wait);
      }
      return closed ? null : next();
    } finally {
      lock.unlock();
    }
  }

  private long waitNanos() {
    var first = parcels.peek();
    if (first == null || conditions.held()) {
      return IDLE_NANOS;
    }
    long now = System.nanoTime();
    if (first.due > now || first.length() == 0) {
      return first.due - now;
    }
    if (reserved == 0) {
      reserved = Math.min(first.length(), largestPiece());
      reservedFor = conditions.reserve(reserved, now);
    }
    return reservedFor - now;
  }

  private int largestPiece() {
    long toCut = bytesToCut.values().stream().mapToLong(Long::longValue).min().orElse(WINDOW);
    return (int) Math.min(conditions.largestPiece(), toCut);
  }

  private Piece next() {
    var first = parcels.element();
    int length = reserved;
    var piece = new Piece(first.bytes, first.offset, length, spend(length));
    first.offset += length;
    queued -= length;
    reserved = 0;
    writing = true;
    if (first.length() == 0) {
      parcels.remove();
    }
    changed.signalAll();
    return piece;
  }

  private boolean spend(int bytes) {
    bytesToCut.replaceAll((_, left) -> left - bytes);
    return bytesToCut.containsValue(0L);
  }

  /** Lets both threads go; what is on its way is dropped. */
  void close() {
    lock.lock();
    try {
      closed = true;
      parcels.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
