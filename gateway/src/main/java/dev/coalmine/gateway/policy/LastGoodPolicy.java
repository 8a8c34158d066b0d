package dev.coalmine.gateway.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of the file that was last put in force, for a gateway that is started again while the file
 * has a mistake. Without it a refused edit, which fails no request, would end the gateway at its
 * next crash.
 */
final class LastGoodPolicy {

  private static final Logger log = LoggerFactory.getLogger(LastGoodPolicy.class);

  private final @Nullable Path copy;

  private LastGoodPolicy(@Nullable Path copy) {
    this.copy = copy;
  }

  /**
   * @param path empty when no copy is kept
   */
  static LastGoodPolicy at(String path) {
    return new LastGoodPolicy(path.isBlank() ? null : Path.of(path));
  }

  /** Keeps what was put in force. A copy that cannot be written is logged and changes nothing. */
  void keep(byte[] content) {
    if (copy == null) {
      return;
    }
    try {
      var beside = Files.createTempFile(copy.toAbsolutePath().getParent(), "policy", ".new");
      Files.write(beside, content);
      Files.move(beside, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("The last good policy cannot be kept as {}: {}", copy, e.toString());
    }
  }

  /** Reads the copy; none when there is no copy, or when it is no policy of this version. */
  PolicyReader.@Nullable Reading read() {
    if (copy == null || !Files.isRegularFile(copy)) {
      return null;
    }
    try {
      return PolicyReader.read(copy.toString(), PolicyFile.at(copy.toString()).read());
    } catch (MistakenPolicy e) {
      log.warn("The last good policy cannot be used: {}", MistakenPolicy.told(e.mistakes(), "; "));
      return null;
    }
  }

  @Override
  public String toString() {
    return String.valueOf(copy);
  }
}
