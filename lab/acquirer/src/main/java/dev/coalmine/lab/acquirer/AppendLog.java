package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.ObjLongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The acquirer's books on disk, an append-only log. An entry is synced before its request is
 * answered, and all entries are read again at the start. One sync serves all requests that wait.
 */
final class AppendLog implements AutoCloseable {

  private static final int LINE = 2 * 1024;
  private static final int MOST_AT_ONCE = 1_000;
  private static final Pending END = new Pending(new byte[0], new CompletableFuture<>());

  private final FileChannel file;
  private final FileChannel lock;
  private final JsonMapper json;
  private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Thread writer;
  private long length;
  private volatile boolean closed;

  private AppendLog(FileChannel file, FileChannel lock, long length, JsonMapper json) {
    this.file = file;
    this.lock = lock;
    this.length = length;
    this.json = json;
    this.writer = Thread.ofPlatform().name("append-log").daemon().start(this::run);
  }

  /**
   * @param replay is given each entry and its position
   */
  static AppendLog open(Path path, JsonMapper json, ObjLongConsumer<Entry> replay) {
    try {
      Files.createDirectories(path.getParent());
      var lock = lock(path.resolveSibling(path.getFileName() + ".lock"));
      try {
        return open(path, lock, json, replay);
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the books in %s cannot be opened: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static AppendLog open(
      Path path, FileChannel lock, JsonMapper json, ObjLongConsumer<Entry> replay)
      throws IOException {
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      long whole = replay(file, json, replay);
      file.truncate(whole); // a line that was torn by a crash was never answered
      return new AppendLog(file, lock, whole, json);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** A file of its own: a lock on the books would end when any reader of them is closed. */
  private static FileChannel lock(Path path) throws IOException {
    var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() != null) {
        return file;
      }
    } catch (OverlappingFileLockException e) {
      // this process has them already; said below
    }
    file.close();
    throw new IOException("another sandbox has them");
  }

  /** Answers the length of what is whole. */
  private static long replay(FileChannel file, JsonMapper json, ObjLongConsumer<Entry> replay)
      throws IOException {
    long position = 0;
    for (byte[] line; (line = line(file, position)) != null; position += line.length + 1) {
      try {
        replay.accept(json.readValue(line, Entry.class), position);
      } catch (JacksonException e) {
        throw new IOException(
            "damaged after byte %d, or of another version".formatted(position), e);
      }
    }
    return position;
  }

  /**
   * Returns the entry's position once the entry is on the disk.
   *
   * @throws UncheckedIOException when the entry cannot be written, or the log is closed
   */
  long append(Entry entry) {
    var line = (json.writeValueAsString(entry) + "\n").getBytes(UTF_8);
    var pending = new Pending(line, new CompletableFuture<>());
    queue.add(pending);
    if (closed) {
      refuseTheRest();
    }
    try {
      return pending.position().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException reason
          ? new UncheckedIOException("the books cannot be written", reason)
          : e;
    }
  }

  Entry read(long position) {
    try {
      return json.readValue(line(file, position), Entry.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the books cannot be read", e);
    }
  }

  /** Without its end; null when it has none. */
  private static byte[] line(FileChannel file, long position) throws IOException {
    var line = new ByteArrayOutputStream(LINE);
    var buffer = ByteBuffer.allocate(LINE);
    while (file.read(buffer, position + line.size()) > 0) {
      for (int i = 0; i < buffer.position(); i++) {
        if (buffer.get(i) == '\n') {
          line.write(buffer.array(), 0, i);
          return line.toByteArray();
        }
      }
      line.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return null;
  }

  private void run() {
    try {
      while (true) {
        var batch = new ArrayList<Pending>();
        batch.add(queue.take());
        queue.drainTo(batch, MOST_AT_ONCE);
        boolean last = batch.remove(END);
        write(batch);
        if (last) {
          closed = true;
          refuseTheRest();
          return;
        }
      }
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
      batch.forEach(pending -> bytes.writeBytes(pending.line()));
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
      length += pending.line().length;
    }
  }

  /** What was half-written must not be found at the next start: its askers were refused. */
  private void discard() {
    try {
      file.truncate(length);
    } catch (IOException e) {
      System.err.println("the books are left with an unfinished line: " + e.getMessage());
    }
  }

  /** What was asked for before is still written. */
  @Override
  public void close() {
    queue.add(END);
    try {
      writer.join();
      file.close();
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("the books were not closed", e);
    }
  }

  private record Pending(byte[] line, CompletableFuture<Long> position) {}
}
