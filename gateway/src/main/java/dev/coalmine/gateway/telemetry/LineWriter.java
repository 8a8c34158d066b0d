package dev.coalmine.gateway.telemetry;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes lines behind the back of the event loops: a system call for each line would cost more than
 * the line. A thread takes what has come together every few milliseconds and writes it at once, and
 * sleeps while there is nothing. Lines are never dropped: when the reader of the output is slower
 * than the requests, {@link #add} waits, as a direct write would. {@link #close} writes the rest;
 * only a process that is killed loses what was added in the last few milliseconds.
 */
final class LineWriter implements AutoCloseable {

  private static final int MOST_WAITING = 1 << 20;

  private final Consumer<byte[]> output;
  private final Duration linger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Thread writer;
  private ByteArrayOutputStream waiting = new ByteArrayOutputStream(1 << 16);
  private ByteArrayOutputStream spare = new ByteArrayOutputStream(1 << 16);
  private boolean asleep;
  private boolean closed;

  /**
   * @param output gets whole lines, one after the other, from one thread at a time
   * @param linger how long lines are collected after a writing, at least 0
   */
  LineWriter(Consumer<byte[]> output, Duration linger) {
    this.output = output;
    this.linger = linger;
    writer = Thread.ofPlatform().name("access-log").daemon().start(this::run);
  }

  /** Waits while 1 MiB is waiting. After {@link #close} the line is written at once. */
  void add(byte[] line) {
    lock.lock();
    try {
      while (waiting.size() >= MOST_WAITING && !closed) {
        room.awaitUninterruptibly();
      }
      if (closed) {
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

  private void run() {
    try {
      for (var lines = take(); lines != null; lines = take()) {
        output.accept(lines);
        Thread.sleep(linger);
      }
    } catch (InterruptedException e) {
      // close() writes the rest
    }
  }

  /** All lines that are waiting; none when it was closed. */
  private byte[] take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.size() == 0 && !closed) {
        asleep = true;
        news.await();
      }
      return closed ? null : drain();
    } finally {
      lock.unlock();
    }
  }

  private byte[] drain() {
    var full = waiting;
    waiting = spare;
    spare = full;
    room.signalAll();
    var lines = full.toByteArray();
    full.reset();
    return lines;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      output.accept(drain());
    } finally {
      lock.unlock();
    }
  }
}
