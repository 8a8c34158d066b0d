package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.ZipFile;

/**
 * The gateways' policy as a file that may be edited while they run. It is the built-in one with the
 * lab's client exempt from limits, unless another was given; a file that is there stays as it is.
 *
 * @param gateway the gateway's jar, which has the built-in policy
 */
record PolicyCopy(Home home, ServiceJar gateway) {

  /** The client of the tokens that the lab makes for its own load. */
  private static final String LAB_CLIENT = "coalmine-lab";

  private static final String EXEMPT_NONE = "exempt-clients: []";
  private static final String IN_JAR = "BOOT-INF/classes/policy.yaml";

  static Path file(Home home) {
    return home.directory().resolve("policy.yaml");
  }

  /** Where the gateways keep the file that they have last put in force. */
  static Path lastGood(Home home) {
    return home.directory().resolve("policy-last-good.yaml");
  }

  /**
   * Looks at a given file before anything is built for it.
   *
   * @throws LaunchFailure when there is none that can be read
   */
  static void requireReadable(Path given) {
    if (!Files.isRegularFile(given) || !Files.isReadable(given)) {
      throw new LaunchFailure("--policy %s is no file that can be read".formatted(given));
    }
  }

  /**
   * Takes a copy of a file.
   *
   * @throws LaunchFailure when the file cannot be read or has mistakes, all of which are named; the
   *     earlier copy stays then
   */
  void take(Path given) {
    requireReadable(given);
    check(given);
    try {
      replace(Files.readString(given));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Makes the copy if there is none.
   *
   * @return whether what is there was edited
   * @throws LaunchFailure when it was edited and has mistakes, all of which are named
   */
  boolean keepOrMake() {
    try {
      var builtIn = withLabExempt(builtIn());
      if (!Files.exists(file(home))) {
        replace(builtIn);
        return false;
      }
      if (isText(file(home), builtIn)) {
        return false;
      }
      check(file(home));
      return true;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static boolean isText(Path file, String text) throws IOException {
    return Files.isRegularFile(file)
        && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
  }

  /** What the gateway's own reader says of a file. Without an extracted gateway nothing is said. */
  private void check(Path policy) {
    if (!gateway.isExtracted(home)) {
      return;
    }
    var verdict = new PolicyVerdict(gateway.extracted(home)).of(policy);
    if (!verdict.good()) {
      throw new LaunchFailure(
          "%s cannot be put in force; correct it or give another with --policy:%n%s"
              .formatted(policy, verdict.text().indent(2).stripTrailing()));
    }
  }

  private void replace(String text) throws IOException {
    var beside = file(home).resolveSibling("policy.yaml.new");
    Files.writeString(beside, text);
    Files.move(
        beside, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String builtIn() throws IOException {
    try (var jar = new ZipFile(gateway.jar().toFile())) {
      var entry = jar.getEntry(IN_JAR);
      if (entry == null) {
        throw new LaunchFailure("%s has no policy; build it again".formatted(gateway.jar()));
      }
      return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String withLabExempt(String text) {
    if (!text.contains(EXEMPT_NONE)) {
      throw new LaunchFailure("the built-in policy has no line '%s'".formatted(EXEMPT_NONE));
    }
    return text.replace(EXEMPT_NONE, "exempt-clients: [%s]".formatted(LAB_CLIENT));
  }

  private LaunchFailure unwritable(IOException e) {
    return new LaunchFailure("%s cannot be made: %s".formatted(file(home), e.getMessage()));
  }
}
