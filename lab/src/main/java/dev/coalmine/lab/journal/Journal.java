package dev.coalmine.lab.journal;

import dev.coalmine.lab.cli.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client's journal: one file per run, with one line of JSON per {@link Entry}. Threads that
 * write at the same time share one fsync.
 */
public final class Journal implements AutoCloseable {

  static final String SUFFIX = ".jsonl";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
  private static final Waiting END = new Waiting(List.of(), new CompletableFuture<>());

  private final JsonMapper json = JsonMapper.builder().build();
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Path path;
  private final FileChannel file;
  private final Thread writer;

  private record Waiting(List<Entry> entries, CompletableFuture<Void> written) {}

  private Journal(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
    this.writer = Thread.ofPlatform().name("journal").start(this::write);
  }

  /**
   * @throws UserError when no file can be made there
   */
  public static Journal open(Path directory) {
    var name = "%s-%d%s".formatted(ZonedDateTime.now().format(NAME), pid(), SUFFIX);
    var path = directory.resolve(name);
    try {
      Files.createDirectories(directory);
      return new Journal(
          path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UserError("the journal %s cannot be written: %s".formatted(path, e.getMessage()));
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  public Path path() {
    return path;
  }

  /**
   * Returns when they are on the disk.
   *
   * @throws UserError when they cannot be
   */
  public void write(List<Entry> entries) {
    try {
      append(entries).join();
    } catch (CompletionException e) {
      throw new UserError(
          "the journal %s cannot be written: %s".formatted(path, e.getCause().getMessage()), e);
    }
  }

  /** Completed when they are on the disk. */
  public CompletableFuture<Void> append(List<Entry> entries) {
    var waiting = new Waiting(entries, new CompletableFuture<>());
    queue.add(waiting);
    return waiting.written();
  }

  private void write() {
    var batch = new ArrayList<Waiting>();
    boolean open = true;
    while (open) {
      batch.clear();
      try {
        batch.add(queue.take());
        queue.drainTo(batch);
        open = !batch.contains(END);
        force(batch);
        batch.forEach(waiting -> waiting.written().complete(null));
      } catch (IOException
          | RuntimeException
          | Error e) { // the writer must not end with askers left
        batch.forEach(waiting -> waiting.written().completeExceptionally(e));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void force(List<Waiting> batch) throws IOException {
    var lines = new ByteArrayOutputStream();
    for (var waiting : batch) {
      for (var entry : waiting.entries()) {
        lines.writeBytes(json.writeValueAsBytes(entry));
        lines.write('\n');
      }
    }
    var bytes = ByteBuffer.wrap(lines.toByteArray());
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  @Override
  public void close() {
    queue.add(END);
    try {
      writer.join();
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UserError("the journal %s cannot be closed: %s".formatted(path, e.getMessage()));
    }
  }
}
