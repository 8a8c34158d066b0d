package dev.coalmine.gateway;

import dev.coalmine.gateway.policy.BuiltIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policy files for tests: the built-in one with a few words replaced. */
final class PolicyFiles {

  private PolicyFiles() {}

  /**
   * Writes a file.
   *
   * @param changes a text and what takes its place, alternating; each text has to be there
   */
  static Path withChanges(String... changes) {
    try {
      var file = Files.createTempDirectory("policy").resolve("policy.yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, changed(changes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String changed(String... changes) {
    var text = BuiltIn.text();
    for (int i = 0; i < changes.length; i += 2) {
      if (!text.contains(changes[i])) {
        throw new IllegalArgumentException("the built-in policy has no " + changes[i]);
      }
      text = text.replace(changes[i], changes[i + 1]);
    }
    return text;
  }
}
