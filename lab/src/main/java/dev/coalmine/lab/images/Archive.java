package dev.coalmine.lab.images;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image as {@code docker image save} writes it.
 *
 * @param file a tar file; deleted by {@link #close}
 */
record Archive(Path file) implements AutoCloseable {

  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_BYTES = 12;
  private static final int OCTAL = 8;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * The digest of the image's configuration, in hexadecimal: its id at containerd, CRI-O and
   * Docker's classic store. Docker's own id is another where its images are containerd's.
   *
   * @throws UserError when the file is no such archive
   */
  String id() {
    try (var channel = FileChannel.open(file)) {
      var header = ByteBuffer.allocate(BLOCK);
      for (long at = 0; read(channel, header, at); ) {
        long size = Long.parseLong("0" + text(header, SIZE_OFFSET, SIZE_BYTES).strip(), OCTAL);
        if (text(header, 0, NAME_BYTES).equals("manifest.json")) {
          var manifest = ByteBuffer.allocate(Math.toIntExact(size));
          read(channel, manifest, at + BLOCK);
          return digest(manifest.array());
        }
        at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
      }
    } catch (IOException | ArithmeticException | NumberFormatException | JacksonException e) {
      throw unreadable(e);
    }
    throw unreadable(null);
  }

  private String digest(byte[] manifest) {
    var config = JsonMapper.shared().readTree(manifest).path(0).path("Config").asString("");
    var found = DIGEST.matcher(config);
    if (!found.find()) {
      throw unreadable(null);
    }
    return found.group();
  }

  private static boolean read(FileChannel channel, ByteBuffer into, long at) throws IOException {
    into.clear();
    while (into.hasRemaining()) {
      int read = channel.read(into, at + into.position());
      if (read < 0) {
        return false;
      }
    }
    return true;
  }

  private static String text(ByteBuffer header, int offset, int length) {
    int end = offset;
    while (end < offset + length && header.get(end) != 0) {
      end++;
    }
    return new String(header.array(), offset, end - offset, StandardCharsets.US_ASCII);
  }

  private static UserError unreadable(Exception cause) {
    return new UserError("docker image save wrote no archive of an image that can be read", cause);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserError("%s cannot be deleted; it may be".formatted(file), e);
    }
  }
}
