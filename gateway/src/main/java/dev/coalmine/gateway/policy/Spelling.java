package dev.coalmine.gateway.policy;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known word that an unknown one was probably meant to be. */
final class Spelling {

  private Spelling() {}

  /** A half-sentence that names the nearest word, or nothing when none is near. */
  static String didYouMean(String word, Collection<String> known) {
    int most = word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElse("");
  }

  /** How many characters are to be added, removed or replaced (Levenshtein 1966). */
  static int distance(String one, String other) {
    var previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[other.length()];
  }
}
