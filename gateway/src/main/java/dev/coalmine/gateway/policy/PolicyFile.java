package dev.coalmine.gateway.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the policy is read from: a file, or what is built in. */
final class PolicyFile {

  /** More than any file that a person reads from top to bottom. */
  static final int LARGEST = 256 * 1024;

  private static final String BUILT_IN = "/policy.yaml";

  private final @Nullable Path path;

  private PolicyFile(@Nullable Path path) {
    this.path = path;
  }

  /**
   * @param path empty for the policy that is built in
   * @throws MistakenPolicy when the text is no path
   */
  static PolicyFile at(String path) {
    try {
      return new PolicyFile(path.isBlank() ? null : Path.of(path));
    } catch (InvalidPathException e) {
      throw new MistakenPolicy(path, 0, "the path cannot be read: " + e.getReason());
    }
  }

  boolean builtIn() {
    return path == null;
  }

  /**
   * @throws MistakenPolicy when the file cannot be read, or is larger than 256 KB
   */
  byte[] read() {
    return path == null ? builtInContent() : content(path);
  }

  private byte[] content(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw mistaken("it is a folder, and has to be a file");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw mistaken("it is not a regular file"); // reading a pipe would wait for its writer
      }
      try (var in = Files.newInputStream(file)) {
        var content = in.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
          throw mistaken("the file is larger than 256 KB");
        }
        return content;
      }
    } catch (NoSuchFileException e) {
      throw mistaken("there is no such file");
    } catch (AccessDeniedException e) {
      throw mistaken("the gateway may not read the file");
    } catch (IOException e) {
      throw mistaken("the file cannot be read: " + e.getMessage());
    }
  }

  private MistakenPolicy mistaken(String text) {
    return new MistakenPolicy(toString(), 0, text);
  }

  private static byte[] builtInContent() {
    try (InputStream in = PolicyFile.class.getResourceAsStream(BUILT_IN)) {
      return Objects.requireNonNull(in, BUILT_IN).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return path == null ? "the built-in policy" : path.toString();
  }
}
