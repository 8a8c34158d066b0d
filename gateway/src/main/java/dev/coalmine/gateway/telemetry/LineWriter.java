package dev.coalmine.gateway.telemetry;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines on a thread of its own: a system call for each line would cost an event loop more
 * than the line. The thread takes what has come together every few milliseconds and writes it at
 * once, and sleeps while there is nothing. Lines keep their order and are never dropped: when the
 * reader of the output is slower than the requests, {@link #add} waits, as a direct write would.
 * Only a writing that fails loses its lines, which is logged, and the next lines are written. A
 * process that is killed loses what was added in the last few milliseconds.
 */
final class LineWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LineWriter.class);
  private static final int MOST_WAITING = 1 << 20;

  private final Consumer<byte[]> output;
  private final Duration linger;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(1 << 16);
  private final Thread writer;
  private boolean asleep;
  private boolean closed;

  /** True once the thread will write nothing more: nothing is waiting, and it was closed. */
  private boolean ended;

  /**
   * @param output gets whole lines, one after the other, from one thread at a time
   * @param linger how long lines are collected after a writing, at least 0
   * @param patience how long {@link #close} waits for the output, more than 0
   */
  LineWriter(Consumer<byte[]> output, Duration linger, Duration patience) {
    this.output = output;
    this.linger = linger;
    this.patience = patience;
    writer = Thread.ofPlatform().name("access-log").daemon().start(this::run);
  }

  /**
   * Waits while 1 MiB is waiting. Once the rest has been written after {@link #close}, the line is
   * written at once.
   */
  void add(byte[] line) {
    lock.lock();
    try {
      while (waiting.size() >= MOST_WAITING && !ended) {
        room.awaitUninterruptibly();
      }
      if (ended) {
        output.accept(line);
        return;
      }
      waiting.writeBytes(line);
      if (asleep) {
        asleep = false;
        news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Without this thread every event loop would wait in {@link #add}, so no failure ends it. */
  private void run() {
    boolean more = true;
    while (more) {
      try {
        more = writeNext();
      } catch (Throwable e) {
        log.error("Access lines could not be written", e);
      }
    }
  }

  private boolean writeNext() throws InterruptedException {
    var lines = take();
    if (lines == null) {
      return false;
    }
    try {
      output.accept(lines);
    } finally {
      linger();
    }
    return true;
  }

  private void linger() throws InterruptedException {
    lock.lock();
    try {
      long left = linger.toNanos();
      while (left > 0 && !closed) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** All lines that are waiting; none when it was closed and all are written. */
  private byte @Nullable [] take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.size() == 0 && !closed) {
        asleep = true;
        news.await();
      }
      asleep = false;
      if (waiting.size() == 0) {
        ended = true;
        room.signalAll();
        return null;
      }
      var lines = waiting.toByteArray();
      waiting.reset();
      room.signalAll();
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all lines are written; not for ever, because the output may have stalled. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signal();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
