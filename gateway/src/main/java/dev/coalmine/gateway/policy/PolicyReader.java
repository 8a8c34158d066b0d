package dev.coalmine.gateway.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a policy file as a whole and says everything that is wrong with it. */
final class PolicyReader {

  private static final Set<String> SETTINGS = Set.of("exempt-clients", "limits", "routes");
  private static final int MOST_CLIENTS = 200;
  private static final int MOST_ROUTES = 500;

  private PolicyReader() {}

  /**
   * A policy that may be put in force.
   *
   * @param warnings what is allowed in it and yet probably not meant
   */
  record Reading(Policy policy, List<Mistake> warnings) {}

  /**
   * @param file how the file is called in messages
   * @throws MistakenPolicy with all mistakes, when there is any
   */
  static Reading read(String file, byte[] content) {
    var mistakes = new Mistakes();
    var root = Yaml.root(file, text(file, content));
    Yaml.checkStructure(root, mistakes);
    throwAny(file, mistakes); // an anchor may stand for more than can be read
    var section = new Setting(root, "", mistakes).section();
    if (section == null) {
      throw new MistakenPolicy(file, mistakes.all());
    }
    section.allows(SETTINGS);
    var exempt = exemptClients(section.get("exempt-clients"));
    var limits = DefinedLimits.read(section.get("limits"));
    var routes = routes(section.required("routes"), limits);
    limits.allAreUsed();
    throwAny(file, mistakes);
    var policy =
        new Policy(
            Version.of(content),
            exempt,
            limits.rules(),
            routes.stream().map(RouteCandidate::policy).toList());
    return new Reading(policy, mistakes.warnings());
  }

  private static void throwAny(String file, Mistakes mistakes) {
    if (!mistakes.none()) {
      throw new MistakenPolicy(file, mistakes.all());
    }
  }

  private static String text(String file, byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new MistakenPolicy(file, 0, "the file is not UTF-8 text");
    }
  }

  private static Set<String> exemptClients(@Nullable Setting setting) {
    var clients = new HashSet<String>();
    if (setting != null) {
      for (var element : setting.list(0, MOST_CLIENTS, "client ids")) {
        var client = element.text();
        if (client != null && !clients.add(client)) {
          element.wrong("is there twice: " + Setting.shown(client));
        }
      }
    }
    return clients;
  }

  private static List<RouteCandidate> routes(@Nullable Setting setting, DefinedLimits limits) {
    var reader = new RouteReader(limits);
    var routes = new ArrayList<RouteCandidate>();
    if (setting == null) {
      return routes;
    }
    for (var numbered : setting.list(1, MOST_ROUTES, "routes")) {
      var element = numbered.calledByName("routes");
      var route = reader.read(element);
      if (route == null) {
        continue;
      }
      if (route.shadowedBy(routes)) {
        element.wrong(
            "can never apply: " + String.join(" and ", route.namesOf(routes)) + " comes first");
      }
      routes.add(route);
    }
    namesAreUnique(routes);
    return routes;
  }

  private static void namesAreUnique(List<RouteCandidate> routes) {
    Map<String, Node> known = new HashMap<>();
    for (var route : routes) {
      var setting = route.section().get("name");
      if (route.name() == null || setting == null) {
        continue;
      }
      var first = known.putIfAbsent(route.name(), setting.node());
      if (first != null) {
        setting.wrong(
            "is %s, as that of the route on line %d".formatted(route.name(), Mistakes.line(first)));
      }
    }
  }
}
