package dev.coalmine.lab.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that a person applies, as their platforms read them. */
final class Manifests {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  private Manifests() {}

  static JsonNode cronJob() throws IOException {
    return read("k8s/overlays/minikube/lab/cron-job.yaml");
  }

  static Map<String, String> cronJobVariables() throws IOException {
    var variables = new HashMap<String, String>();
    for (var variable :
        cronJob().at("/spec/jobTemplate/spec/template/spec/containers/0").path("env")) {
      variables.put(
          variable.path("name").asString(), variable.path("value").asString("of a secret"));
    }
    return variables;
  }

  static Map<String, String> composeVariables() throws IOException {
    var variables = new HashMap<String, String>();
    read("docker-compose.yml")
        .at("/services/lab/environment")
        .forEachEntry((name, value) -> variables.put(name, value.asString()));
    return variables;
  }

  private static JsonNode read(String file) throws IOException {
    try (var in = Files.newInputStream(PROJECT.resolve(file))) {
      var options = new LoaderOptions();
      options.setMaxAliasesForCollections(500);
      return JsonMapper.builder().build().valueToTree(new Yaml(options).load(in));
    }
  }
}
