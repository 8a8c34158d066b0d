package dev.coalmine.lab.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A folder with one {@code .eml} file per message. A file is there when it is whole and on the
 * disk, or not at all. Ids sort by time of arrival, also across restarts.
 */
final class Mailbox {

  /** Of a message, in bytes. */
  static final int LARGEST = 10 * 1024 * 1024;

  private static final String SUFFIX = ".eml";
  private static final String UNFINISHED = ".part";
  private static final Pattern ID = Pattern.compile("[0-9a-z]{1,16}");

  private final Path folder;
  private final AtomicLong last = new AtomicLong();

  private Mailbox(Path folder) {
    this.folder = folder;
  }

  /** To read what another process keeps there. */
  static Mailbox of(Path folder) {
    return new Mailbox(folder);
  }

  /** To keep messages there: what a crash left half-written goes away; its sender was not told. */
  static Mailbox open(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var unfinished = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
      for (var file : unfinished) {
        Files.delete(file);
      }
    }
    return new Mailbox(folder);
  }

  /**
   * Returns when the message is on the disk.
   *
   * @param envelope lines to put before the message's own headers
   * @throws TooLarge beyond {@link #LARGEST}
   */
  String keep(List<String> envelope, InputStream message) throws IOException {
    var id = nextId();
    var unfinished = folder.resolve(id + UNFINISHED);
    try {
      write(unfinished, envelope, message);
      Files.move(unfinished, file(id), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    sync(folder);
    return id;
  }

  private static void write(Path file, List<String> envelope, InputStream message)
      throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var out = Channels.newOutputStream(channel);
      for (var line : envelope) {
        out.write((line + "\r\n").getBytes(UTF_8));
      }
      copy(message, out);
      channel.force(true);
    }
  }

  private static void copy(InputStream message, OutputStream out) throws IOException {
    var buffer = new byte[8 * 1024];
    long size = 0;
    for (int read; (read = message.read(buffer)) >= 0; ) {
      size += read;
      if (size > LARGEST) {
        throw new TooLarge();
      }
      out.write(buffer, 0, read);
    }
  }

  /** The name as well must outlive a power cut. */
  private static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Microseconds in base 36, which has as many digits until the year 5188. */
  private String nextId() {
    long now = System.currentTimeMillis() * 1_000;
    return Long.toString(last.updateAndGet(before -> Math.max(before + 1, now)), 36);
  }

  static long millis(String id) {
    return Long.parseLong(id, 36) / 1_000;
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  /** The newest, newest first. Reads names only. */
  List<String> newest(int most) throws IOException {
    var ids = new PriorityQueue<String>();
    try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        ids.add(name.substring(0, name.length() - SUFFIX.length()));
        if (ids.size() > most) {
          ids.poll();
        }
      }
    } catch (NoSuchFileException e) {
      return List.of(); // nothing was caught yet
    }
    return ids.stream().sorted(Comparator.reverseOrder()).toList();
  }

  /** Empty when there is no such message. */
  Optional<InputStream> read(String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.newInputStream(file(id)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;
  }
}
