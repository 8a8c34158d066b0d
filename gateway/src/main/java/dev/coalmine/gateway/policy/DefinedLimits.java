package dev.coalmine.gateway.policy;

import dev.coalmine.gateway.limit.LimitRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits that a file defines, and which of them its routes use. */
final class DefinedLimits {

  private static final int MOST = 200;

  private final @Nullable Section section;
  private final Map<String, LimitRule> rules = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  private DefinedLimits(@Nullable Section section) {
    this.section = section;
  }

  /**
   * Reads the group {@code limits}.
   *
   * @param setting nothing when the file has no such group
   */
  static DefinedLimits read(@Nullable Setting setting) {
    var section = setting == null ? null : setting.section();
    var limits = new DefinedLimits(section);
    if (setting == null || section == null) {
      return limits;
    }
    if (section.all().size() > MOST) {
      setting.wrong("must have at most %d limits, not %d".formatted(MOST, section.all().size()));
    }
    section.all().forEach((name, limit) -> limits.read(section, name, limit));
    return limits;
  }

  private void read(Section section, String name, Setting limit) {
    boolean named = section.key(name).name() != null;
    var rule = LimitReader.read(name, limit);
    if (named && rule != null) {
      rules.put(name, rule);
    }
  }

  /** The limit of that name; nothing when there is none or when it is wrong, which is noted. */
  @Nullable LimitRule use(Setting name) {
    var text = name.text();
    if (text == null) {
      return null;
    }
    used.add(text);
    var names = section == null ? Set.<String>of() : section.all().keySet();
    if (!names.contains(text)) {
      name.wrong(
          "names the limit %s, which is not defined".formatted(Setting.shown(text))
              + Spelling.didYouMean(text, names));
    }
    return rules.get(text);
  }

  /** Notes each limit that no route uses: it was forgotten there, or is misspelt. */
  void allAreUsed() {
    if (section != null) {
      for (var name : section.all().keySet()) {
        if (!used.contains(name)) {
          section.key(name).wrong("is defined and no route uses it");
        }
      }
    }
  }

  List<LimitRule> rules() {
    return new ArrayList<>(rules.values());
  }
}
