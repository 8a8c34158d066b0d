package dev.coalmine.gateway.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of the file. Each way of reading it returns nothing when it is wrong, which is noted.
 *
 * @param path of the setting, as {@code limits.reads.rate}
 */
record Setting(Node node, String path, Mistakes mistakes) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|min)");
  private static final int SHOWN = 60;

  void wrong(String text) {
    mistakes.add(node, path, text);
  }

  void doubt(String text) {
    mistakes.warn(node, path, text);
  }

  /** A value that is no list and no group; whether YAML takes it for a number does not matter. */
  @Nullable String text() {
    if (!(node instanceof ScalarNode scalar)) {
      wrong("must be one value, not " + kind());
      return null;
    }
    if (scalar.getValue().isBlank()) {
      wrong("is empty");
      return null;
    }
    return scalar.getValue().strip();
  }

  /** Letters, digits and hyphens, because names are in metrics, keys and header fields. */
  @Nullable String name() {
    var text = text();
    if (text != null && !NAME.matcher(text).matches()) {
      wrong(
          "must be 1 to 63 of a-z, 0-9 and -, beginning with a letter, not \"%s\""
              .formatted(shown(text)));
      return null;
    }
    return text;
  }

  /** A whole number within its range, limits included. */
  @Nullable Long number(long least, long most) {
    var text = text();
    if (text == null) {
      return null;
    }
    if (NUMBER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (least <= number && number <= most) {
        return number;
      }
    }
    wrong("must be a number, %d to %d, not \"%s\"".formatted(least, most, shown(text)));
    return null;
  }

  /** A time of 1 ms to 5 min. */
  @Nullable Duration time() {
    var text = text();
    if (text == null) {
      return null;
    }
    var parts = TIME.matcher(text);
    if (parts.matches()) {
      long amount = Long.parseLong(parts.group(1));
      var time =
          switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
          };
      if (time.isPositive() && time.compareTo(Duration.ofMinutes(5)) <= 0) {
        return time;
      }
    }
    wrong("must be 1ms to 5min, as 500ms, 3s or 1min, or none, not \"%s\"".formatted(shown(text)));
    return null;
  }

  /** One of the type's constants, in lower case and with hyphens. */
  <E extends Enum<E>> @Nullable E choice(Class<E> type) {
    var text = text();
    if (text == null) {
      return null;
    }
    for (var constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    wrong("must be %s, not \"%s\"".formatted(words(type), shown(text)));
    return null;
  }

  /**
   * The elements of a list; none when it is none.
   *
   * @param what it lists, as {@code paths}
   */
  List<Setting> list(int least, int most, String what) {
    if (!(node instanceof SequenceNode sequence)) {
      wrong("must be a list of %s, not %s".formatted(what, kind()));
      return List.of();
    }
    var elements = new ArrayList<Setting>();
    for (var element : sequence.getValue()) {
      elements.add(new Setting(element, path + "[" + elements.size() + "]", mistakes));
    }
    if (elements.size() < least || elements.size() > most) {
      wrong("must have %d to %d %s, not %d".formatted(least, most, what, elements.size()));
      return List.of();
    }
    return elements;
  }

  /** This element of a list, called by its {@code name} if it has one, else by its number. */
  Setting calledByName(String list) {
    if (node instanceof MappingNode mapping) {
      for (var pair : mapping.getValue()) {
        if (pair.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals("name")
            && pair.getValueNode() instanceof ScalarNode name
            && NAME.matcher(name.getValue()).matches()) {
          return new Setting(node, list + "." + name.getValue(), mistakes);
        }
      }
    }
    return this;
  }

  /** A group of settings. */
  @Nullable Section section() {
    if (!(node instanceof MappingNode mapping)) {
      wrong("must be a group of settings, not " + kind());
      return null;
    }
    return Section.of(mapping, path, mistakes);
  }

  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    var words = Arrays.stream(type.getEnumConstants()).map(Setting::word).toList();
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String kind() {
    return switch (node) {
      case MappingNode _ -> "a group of settings";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when scalar.getValue().isBlank() -> "nothing";
      default -> "one value";
    };
  }
}
