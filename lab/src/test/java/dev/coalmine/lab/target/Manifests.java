package dev.coalmine.lab.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that a person applies, as their platforms read them. */
public final class Manifests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private Manifests() {}

  static JsonNode cronJob() throws IOException {
    return read("k8s/overlays/minikube/lab/cron-job.yaml");
  }

  public static Map<String, String> cronJobVariables() throws IOException {
    var variables = new HashMap<String, String>();
    for (var variable :
        cronJob().at("/spec/jobTemplate/spec/template/spec/containers/0").path("env")) {
      variables.put(
          variable.path("name").asString(), variable.path("value").asString("of a secret"));
    }
    return variables;
  }

  public static Map<String, String> composeVariables() throws IOException {
    var variables = new HashMap<String, String>();
    read("docker-compose.yml")
        .at("/services/lab/environment")
        .forEachEntry((name, value) -> variables.put(name, value.asString()));
    return variables;
  }

  /** What each container of ours is given, of every manifest and of compose. */
  static List<List<String>> labArguments() throws IOException {
    var found = new ArrayList<List<String>>();
    find(read("docker-compose.yml"), "command", found);
    try (var files = Files.walk(PROJECT.resolve("k8s"))) {
      for (var file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        for (var document : documents(file)) {
          find(document, "args", found);
        }
      }
    }
    return found;
  }

  private static void find(JsonNode node, String key, List<List<String>> found) {
    var list = node.path(key);
    if (list.isArray() && list.path(0).asString("").startsWith("dev.coalmine.lab.")) {
      found.add(list.valueStream().map(JsonNode::asString).toList());
    }
    node.forEach(it -> find(it, key, found));
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    var documents = new ArrayList<JsonNode>();
    try (var in = Files.newInputStream(file)) {
      new Yaml().loadAll(in).forEach(it -> documents.add(JSON.valueToTree(it)));
    }
    return documents;
  }

  private static JsonNode read(String file) throws IOException {
    try (var in = Files.newInputStream(PROJECT.resolve(file))) {
      var options = new LoaderOptions();
      options.setMaxAliasesForCollections(500);
      return JSON.valueToTree(new Yaml(options).load(in));
    }
  }
}
