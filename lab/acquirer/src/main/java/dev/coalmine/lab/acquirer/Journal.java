package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The books on disk: appended to, synced before anybody hears of it, read again at the start. One
 * sync serves all requests that wait for it.
 */
final class Journal implements AutoCloseable {

  private final FileChannel file;
  private final JsonMapper json;
  private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  private Journal(FileChannel file, JsonMapper json) {
    this.file = file;
    this.json = json;
    this.writer = Thread.ofPlatform().name("journal").daemon().start(this::run);
  }

  static Journal open(Path path, JsonMapper json, Consumer<Entry> replay) {
    try {
      Files.createDirectories(path.getParent());
      long whole = Files.exists(path) ? replay(path, json, replay) : 0;
      var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.truncate(whole); // a line that was torn by a crash was never answered
      file.position(whole);
      return new Journal(file, json);
    } catch (IOException e) {
      throw new UncheckedIOException("the books in " + path + " cannot be opened", e);
    }
  }

  /** Answers the length of what is whole. */
  private static long replay(Path path, JsonMapper json, Consumer<Entry> replay)
      throws IOException {
    long whole = 0;
    try (var reader = Files.newBufferedReader(path)) {
      for (String line; (line = reader.readLine()) != null; ) {
        try {
          replay.accept(json.readValue(line, Entry.class));
        } catch (JacksonException e) {
          if (reader.readLine() != null) {
            throw new IOException(path + " is damaged after byte " + whole, e);
          }
          return whole;
        }
        whole += line.getBytes(UTF_8).length + 1;
      }
    }
    return Math.min(whole, Files.size(path));
  }

  /** Returns when the entry is on the disk. */
  void append(Entry entry) {
    var pending = new Pending(json.writeValueAsString(entry) + "\n", new CompletableFuture<>());
    queue.add(pending);
    pending.done().join();
  }

  private void run() {
    try {
      while (true) {
        var batch = new ArrayList<Pending>();
        batch.add(queue.take());
        queue.drainTo(batch);
        write(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void write(List<Pending> batch) {
    try {
      var text = new StringBuilder();
      batch.forEach(pending -> text.append(pending.line()));
      var bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
      batch.forEach(pending -> pending.done().complete(null));
    } catch (IOException e) {
      batch.forEach(pending -> pending.done().completeExceptionally(e));
    }
  }

  @Override
  public void close() throws IOException {
    writer.interrupt();
    file.close();
  }

  private record Pending(String line, CompletableFuture<Void> done) {}
}
