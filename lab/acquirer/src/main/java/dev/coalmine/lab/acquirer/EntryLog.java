package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.log.AppendLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletionException;
import java.util.function.ObjLongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The acquirer's books on disk, an append-only log. An entry is synced before its request is
 * answered, and all entries are read again at the start.
 */
final class EntryLog implements AutoCloseable {

  private static final int LINE = 2 * 1024;

  private final FileChannel file;
  private final FileChannel lock;
  private final JsonMapper json;
  private final AppendLog log;

  /**
   * @param replay is given each entry and its position
   * @throws UncheckedIOException when the file is damaged or another sandbox has it
   */
  EntryLog(Path path, JsonMapper json, ObjLongConsumer<Entry> replay) {
    this.json = json;
    try {
      Files.createDirectories(path.getParent());
      lock = lock(path.resolveSibling(path.getFileName() + ".lock"));
      try {
        file =
            FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long whole = replay(replay);
        file.truncate(whole); // a line that was torn by a crash was never answered
        log = new AppendLog(file, whole);
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the books in %s cannot be opened: %s".formatted(path, e.getMessage()), e);
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
  private long replay(ObjLongConsumer<Entry> replay) throws IOException {
    long position = 0;
    for (byte[] line; (line = line(position)) != null; position += line.length + 1) {
      try {
        replay.accept(json.readValue(line, Entry.class), position);
      } catch (JacksonException e) {
        file.close();
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
    try {
      return log.append((json.writeValueAsString(entry) + "\n").getBytes(UTF_8)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException reason
          ? new UncheckedIOException("the books cannot be written", reason)
          : e;
    }
  }

  Entry read(long position) {
    try {
      return json.readValue(line(position), Entry.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the books cannot be read", e);
    }
  }

  /** Without its end; null when it has none. */
  private byte[] line(long position) throws IOException {
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

  /** What was asked for before is still written. */
  @Override
  public void close() {
    try (lock) {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the books were not closed", e);
    }
  }
}
