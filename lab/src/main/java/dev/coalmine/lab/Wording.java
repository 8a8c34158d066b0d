package dev.coalmine.lab;

import java.util.Map;
import java.util.regex.Pattern;

/** Says what picocli says of a wrong command line in the words of the other refusals. */
final class Wording {

  private static final Map<Pattern, String> WORDS =
      Map.of(
          Pattern.compile("' is not an? (?:int|long)\\b"), "' is no whole number",
          Pattern.compile("' is not a (?:double|float)\\b"), "' is no number",
          Pattern.compile(
                  "expected one of \\[(.*)] \\(case-(?:in)?sensitive\\) but was ('.*')",
                  Pattern.DOTALL),
              "it is one of $1; not $2",
          Pattern.compile("^Error: "), "",
          Pattern.compile("Missing required argument \\(specify one of these\\): (.*)"),
              "one of these is missing: $1");

  private Wording() {}

  /** Returns the message with the library's words replaced. */
  static String of(String message) {
    var said = message;
    for (var words : WORDS.entrySet()) {
      said = words.getKey().matcher(said).replaceAll(words.getValue());
    }
    return said;
  }
}
