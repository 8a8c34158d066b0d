package dev.coalmine.gateway.policy;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML as nodes, which know their lines. No object is made from them, so a tag of YAML cannot name
 * a class; anchors are refused, so nothing is larger than the file that it stands in.
 */
final class Yaml {

  private static final int DEEPEST = 20;
  private static final Set<Tag> PLAIN =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE,
          Tag.SEQ,
          Tag.MAP);

  private Yaml() {}

  /**
   * @throws MistakenPolicy when the text is empty, or not one YAML document
   */
  static Node root(String file, String text) {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE); // their anchors are refused, by line
    try {
      var root = new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new MistakenPolicy(file, 0, "the file is empty");
      }
      return root;
    } catch (MarkedYAMLException e) {
      throw new MistakenPolicy(file, line(e), "is not YAML: " + problem(e));
    } catch (ReaderException e) {
      int line = (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      throw new MistakenPolicy(
          file,
          line,
          "is not YAML: a character that cannot be printed (code %d)".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      throw new MistakenPolicy(file, 0, "is not YAML: " + e.getMessage());
    }
  }

  private static int line(MarkedYAMLException e) {
    var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    return mark == null ? 0 : mark.getLine() + 1;
  }

  private static String problem(MarkedYAMLException e) {
    return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
  }

  /** Notes anchors and tags. Each node is looked at once, however often it is pointed to. */
  static void checkStructure(Node root, Mistakes mistakes) {
    var seen = Collections.<Node>newSetFromMap(new IdentityHashMap<>());
    var open = new ArrayDeque<Node>();
    open.push(root);
    while (!open.isEmpty()) {
      var node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node.getAnchor() != null) {
        mistakes.add(
            node,
            "",
            "the anchor &%s: write the value wherever it is wanted"
                .formatted(Setting.shown(node.getAnchor())));
      }
      if (!PLAIN.contains(node.getTag())) {
        mistakes.add(
            node,
            "",
            "the tag %s: values have none".formatted(Setting.shown(node.getTag().getValue())));
      }
      switch (node) {
        case SequenceNode sequence -> sequence.getValue().forEach(open::push);
        case MappingNode mapping ->
            mapping
                .getValue()
                .forEach(
                    pair -> {
                      open.push(pair.getKeyNode());
                      open.push(pair.getValueNode());
                    });
        default -> {}
      }
    }
  }
}
