package dev.coalmine.lab.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A file that only grows. One sync to the disk serves all appends that wait. */
public final class AppendLog implements AutoCloseable {

  private static final int MOST_AT_ONCE = 1_000;
  private static final Pending END = new Pending(new byte[0], new CompletableFuture<>());

  private final FileChannel file;
  private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Thread writer;
  private long length;
  private volatile boolean closed;

  private record Pending(byte[] bytes, CompletableFuture<Long> position) {}

  /**
   * @param file closed together with this log
   * @param length of what the file holds already, in bytes
   */
  public AppendLog(FileChannel file, long length) {
    this.file = file;
    this.length = length;
    this.writer = Thread.ofPlatform().name("append-log").daemon().start(this::run);
  }

  /**
   * Completed with the position of the bytes when they are on the disk; exceptionally with an
   * {@link IOException} when they cannot be written or the log is closed.
   */
  public CompletableFuture<Long> append(byte[] bytes) {
    var pending = new Pending(bytes, new CompletableFuture<>());
    queue.add(pending);
    if (closed) {
      refuseTheRest();
    }
    return pending.position();
  }

  private void run() {
    try {
      while (!closed) {
        var batch = new ArrayList<Pending>();
        batch.add(queue.take());
        queue.drainTo(batch, MOST_AT_ONCE);
        boolean last = batch.remove(END);
        write(batch);
        closed = last;
      }
      refuseTheRest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called after the log is closed, by the writer and by late callers: the writer is gone. */
  private void refuseTheRest() {
    for (Pending late; (late = queue.poll()) != null; ) {
      late.position().completeExceptionally(new IOException("closed"));
    }
  }

  private void write(List<Pending> batch) {
    try {
      var bytes = new ByteArrayOutputStream();
      batch.forEach(pending -> bytes.writeBytes(pending.bytes()));
      var buffer = ByteBuffer.wrap(bytes.toByteArray());
      while (buffer.hasRemaining()) {
        file.write(buffer, length + buffer.position());
      }
      file.force(false);
    } catch (IOException | RuntimeException | Error e) { // the writer must not end with askers left
      discard();
      batch.forEach(pending -> pending.position().completeExceptionally(e));
      return;
    }
    for (var pending : batch) {
      pending.position().complete(length);
      length += pending.bytes().length;
    }
  }

  /** What was half-written must not be found at the next start: its askers were refused. */
  private void discard() {
    try {
      file.truncate(length);
    } catch (IOException e) {
      System.err.println("a log is left with an unfinished line: " + e.getMessage());
    }
  }

  /** What was asked for before is still written. */
  @Override
  public void close() throws IOException {
    queue.add(END);
    try {
      writer.join();
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
