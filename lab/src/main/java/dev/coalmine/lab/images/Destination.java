package dev.coalmine.lab.images;

import dev.coalmine.lab.cli.UserError;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where images are wanted. The engine that builds them has them already. Which cluster, the tool
 * takes from its own MINIKUBE_PROFILE or KIND_CLUSTER_NAME.
 */
enum Destination {
  DOCKER,
  MINIKUBE,
  KIND;

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * @throws UserError in one sentence when there is no cluster that runs
   */
  void refuseUnlessItRuns(Tool tool) {
    switch (this) {
      case DOCKER -> {}
      case MINIKUBE -> {
        if (!tool.succeeds(List.of("minikube", "status"))) {
          throw new UserError("minikube does not run; start it with: minikube start");
        }
      }
      case KIND -> nodes(tool).forEach(node -> refuseUnlessItRuns(tool, node));
    }
  }

  private static void refuseUnlessItRuns(Tool tool, String node) {
    if (!tool.runOr("false", List.of("docker", "inspect", "--format", "{{.State.Running}}", node))
        .equals("true")) {
      throw new UserError(
          "%s of kind does not run; start it with: docker start %s".formatted(node, node));
    }
  }

  /**
   * Loads from a file and not by name: minikube keeps a copy of what it once loaded by name, and
   * old versions give up, with exit code 0, where a container uses the name.
   */
  void load(Tool tool, String reference, Path archive) {
    var purpose = "Loading %s into %s".formatted(reference, this);
    switch (this) {
      case DOCKER -> {}
      case MINIKUBE -> tool.run(purpose, List.of("minikube", "image", "load", archive.toString()));
      case KIND -> tool.run(purpose, List.of("kind", "load", "image-archive", archive.toString()));
    }
  }

  /**
   * The ids under which the cluster's nodes have an image, without {@code sha256:}; one, if all is
   * well.
   *
   * @return an empty string among them where a node lacks it
   */
  Set<String> ids(Tool tool, String reference) {
    return switch (this) {
      case DOCKER -> Set.of();
      case MINIKUBE ->
          ids(read(tool, List.of("minikube", "image", "ls", "--format", "json")), reference);
      case KIND ->
          nodes(tool).stream()
              .map(node -> List.of("docker", "exec", node, "crictl", "images", "--output", "json"))
              .flatMap(list -> ids(read(tool, list).path("images"), reference).stream())
              .collect(Collectors.toSet());
    };
  }

  private static Set<String> ids(JsonNode images, String reference) {
    var found = new HashSet<String>();
    for (var image : images) {
      for (var tag : image.path("repoTags")) {
        if (tag.asString("").equals(reference) || tag.asString("").endsWith("/" + reference)) {
          found.add(image.path("id").asString("").replace("sha256:", ""));
        }
      }
    }
    return found.isEmpty() ? Set.of("") : found;
  }

  private JsonNode read(Tool tool, List<String> list) {
    try {
      return JSON.readTree(tool.ask("Asking %s for its images".formatted(this), list));
    } catch (JacksonException e) {
      throw new UserError(
          "%s does not list its images as JSON; a newer version of it does".formatted(this), e);
    }
  }

  private static List<String> nodes(Tool tool) {
    var nodes =
        tool.ask("Asking kind for its nodes", List.of("kind", "get", "nodes"))
            .lines()
            .filter(it -> !it.isBlank() && !it.endsWith("-external-load-balancer"))
            .toList();
    if (nodes.isEmpty()) {
      throw new UserError("kind has no cluster; make one with: kind create cluster");
    }
    return nodes;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
