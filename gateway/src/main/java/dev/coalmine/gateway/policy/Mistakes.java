package dev.coalmine.gateway.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Gathers what is wrong with a file, so that all of it can be said at once. */
final class Mistakes {

  private final List<Mistake> wrong = new ArrayList<>();
  private final List<Mistake> doubtful = new ArrayList<>();

  void add(Node node, String setting, String text) {
    wrong.add(new Mistake(line(node), setting, text));
  }

  void warn(Node node, String setting, String text) {
    doubtful.add(new Mistake(line(node), setting, text));
  }

  boolean none() {
    return wrong.isEmpty();
  }

  /** In the order of their lines. */
  List<Mistake> all() {
    return sorted(wrong);
  }

  List<Mistake> warnings() {
    return sorted(doubtful);
  }

  private static List<Mistake> sorted(List<Mistake> mistakes) {
    return mistakes.stream().sorted(Comparator.comparingInt(Mistake::line)).toList();
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
