package dev.coalmine.gateway.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A group of settings. A setting that stands twice is a mistake, and the first one counts. */
final class Section {

  private final Node node;
  private final String path;
  private final Mistakes mistakes;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  private Section(Node node, String path, Mistakes mistakes) {
    this.node = node;
    this.path = path;
    this.mistakes = mistakes;
  }

  static Section of(MappingNode mapping, String path, Mistakes mistakes) {
    var section = new Section(mapping, path, mistakes);
    for (var pair : mapping.getValue()) {
      if (pair.getKeyNode() instanceof ScalarNode key) {
        section.put(key, pair.getValueNode());
      } else {
        mistakes.add(pair.getKeyNode(), path, "has a setting whose name is not a word");
      }
    }
    return section;
  }

  private void put(ScalarNode key, Node value) {
    var name = key.getValue();
    var first = keys.putIfAbsent(name, key);
    if (first != null) {
      mistakes.add(key, path(name), "stands twice, first on line " + Mistakes.line(first));
      return;
    }
    settings.put(name, new Setting(value, path(name), mistakes));
  }

  private String path(String name) {
    var shown = Setting.shown(name);
    return path.isEmpty() ? shown : path + "." + shown;
  }

  /** Notes each setting that is not one of these. */
  void allows(Set<String> names) {
    keys.forEach(
        (name, key) -> {
          if (!names.contains(name)) {
            mistakes.add(key, path(name), "is unknown" + Spelling.didYouMean(name, names));
          }
        });
  }

  @Nullable Setting get(String name) {
    return settings.get(name);
  }

  /** The setting; nothing when it is missing, which is noted. */
  @Nullable Setting required(String name) {
    var setting = settings.get(name);
    if (setting == null) {
      mistakes.add(node, path(name), "is missing");
    }
    return setting;
  }

  Map<String, Setting> all() {
    return settings;
  }

  /** The name of a setting, as a value that stands where the name does. */
  Setting key(String name) {
    return new Setting(Objects.requireNonNull(keys.get(name)), path(name), mistakes);
  }
}
