package dev.coalmine.gateway.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy file that is not put in force, with everything that is wrong with it. */
final class MistakenPolicy extends RuntimeException {

  private static final int SHOWN = 20;

  private final String file;
  private final transient List<Mistake> mistakes;

  /**
   * @param file its path, or how else it is called
   * @param mistakes at least one
   */
  MistakenPolicy(String file, List<Mistake> mistakes) {
    super(file + ": " + told(mistakes, "; "));
    this.file = file;
    this.mistakes = List.copyOf(mistakes);
  }

  MistakenPolicy(String file, int line, String text) {
    this(file, List.of(new Mistake(line, "", text)));
  }

  String file() {
    return file;
  }

  List<Mistake> mistakes() {
    return mistakes;
  }

  /** The first 20 mistakes, and how many more there are. */
  static String told(List<Mistake> mistakes, String separator) {
    var shown =
        mistakes.stream()
            .limit(SHOWN)
            .map(Mistake::toString)
            .collect(Collectors.joining(separator));
    int more = mistakes.size() - SHOWN;
    return more > 0 ? shown + separator + "and " + more + " more" : shown;
  }
}
