package dev.coalmine.lab.images;

import dev.coalmine.lab.cli.UsageError;
import java.util.List;
import java.util.regex.Pattern;

/** The forms of what is handed on to docker, as its distribution's reference grammar has them. */
final class References {

  static final List<String> PLATFORMS = List.of("linux/amd64", "linux/arm64");

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final String HOST =
      "(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]+(?=:))(?::[0-9]{1,5})?";
  private static final Pattern REPOSITORY =
      Pattern.compile("(?:%s|%s)(?:/%s)*".formatted(HOST, COMPONENT, COMPONENT));
  private static final int LONGEST = 200;

  private References() {}

  /**
   * Checks what becomes a tag, or a version, which is held to the same form.
   *
   * @throws UsageError when docker would refuse it
   */
  static void checkTag(String option, String value) {
    if (!TAG.matcher(value).matches()) {
      throw new UsageError(
          "%s is 1 to 128 letters, digits, dots, dashes and underscores, as 1.2.0; not '%s'"
              .formatted(option, value));
    }
  }

  /**
   * Checks what the images' names begin with.
   *
   * @throws UsageError when docker would refuse it
   */
  static void checkRepository(String value) {
    if (value.length() > LONGEST || !REPOSITORY.matcher(value).matches()) {
      throw new UsageError(
          "--repository is lower-case names with slashes between, as coalmine or"
              + " registry.example:5000/coalmine; not '%s'".formatted(value));
    }
  }

  /**
   * Checks for which machines images are wanted.
   *
   * @throws UsageError when there is no image for one of them
   */
  static void checkPlatforms(List<String> values) {
    for (var value : values) {
      if (!PLATFORMS.contains(value)) {
        throw new UsageError(
            "--push is %s, or both with a comma; not '%s'"
                .formatted(String.join(" or ", PLATFORMS), value));
      }
    }
  }
}
