package dev.coalmine.lab.journal;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.log.AppendLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client's journal: one file per run, with one line of JSON per {@link Entry}. Threads that
 * write at the same time share one fsync.
 */
public final class Journal implements AutoCloseable {

  static final String SUFFIX = ".jsonl";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final JsonMapper json = JsonMapper.shared();
  private final Path path;
  private final AppendLog log;

  private Journal(Path path) throws IOException {
    this.path = path;
    log =
        new AppendLog(
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0);
  }

  /**
   * @throws UserError when no file can be made there
   */
  public static Journal open(Path directory) {
    var pid = ProcessHandle.current().pid();
    var path =
        directory.resolve("%s-%d%s".formatted(ZonedDateTime.now().format(NAME), pid, SUFFIX));
    try {
      Files.createDirectories(directory);
      return new Journal(path);
    } catch (IOException e) {
      throw new UserError("the journal %s cannot be written: %s".formatted(path, e.getMessage()));
    }
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
  public CompletableFuture<Long> append(List<Entry> entries) {
    var lines = new ByteArrayOutputStream();
    for (var entry : entries) {
      lines.writeBytes(json.writeValueAsBytes(entry));
      lines.write('\n');
    }
    return log.append(lines.toByteArray());
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw new UserError("the journal %s cannot be closed: %s".formatted(path, e.getMessage()));
    }
  }
}
