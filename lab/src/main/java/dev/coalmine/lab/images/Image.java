package dev.coalmine.lab.images;

import dev.coalmine.lab.cli.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of our images.
 *
 * @param name the service's, or {@code lab}
 */
record Image(String name) {

  static final String USER = "10001:10001";

  private static final String LAB = "lab";

  static final List<Image> ALL =
      List.of(
          new Image("discovery"),
          new Image("gateway"),
          new Image("order-service"),
          new Image("payment-service"),
          new Image("notification-service"),
          new Image(LAB));

  /**
   * @param names all when empty
   */
  static List<Image> named(List<String> names) {
    for (var name : names) {
      if (!ALL.contains(new Image(name))) {
        throw new UsageError(
            "there is no image %s; there are %s"
                .formatted(name, ALL.stream().map(Image::name).collect(Collectors.joining(", "))));
      }
    }
    return names.isEmpty() ? ALL : ALL.stream().filter(it -> names.contains(it.name)).toList();
  }

  boolean isService() {
    return !name.equals(LAB);
  }

  /** The jar that it is made of, from the project's root. */
  String jar() {
    return "%s/target/%s.jar".formatted(name, name);
  }

  String reference(String repository, String tag) {
    return "%s/%s:%s".formatted(repository, name, tag);
  }

  /** What runs it in a cluster, as kubectl names it. */
  String workloads() {
    return switch (name) {
      case LAB -> "statefulset/acquirer statefulset/mail statefulset/issuer";
      case "discovery" -> "statefulset/discovery";
      default -> "deployment/" + name;
    };
  }

  /** What follows {@code docker build}; to be run in the project's root. */
  List<String> build(String reference, String version, String revision) {
    var arguments = new ArrayList<String>();
    arguments.addAll(
        List.of("-f", isService() ? "lab/images/Dockerfile" : "lab/images/lab.Dockerfile"));
    if (isService()) {
      arguments.addAll(List.of("--build-arg", "SERVICE=" + name));
    }
    arguments.addAll(
        List.of("--build-arg", "VERSION=" + version, "--build-arg", "REVISION=" + revision));
    arguments.addAll(List.of("-t", reference, "."));
    return arguments;
  }

  /**
   * What follows {@code docker run} to try it as a cluster would run it: little memory, nothing to
   * write to but /tmp, no privileges, and a cache that must fit. It ends by itself, with 0.
   */
  List<String> trial(String reference) {
    var arguments = new ArrayList<>(List.of("--rm", "--network", "none", "--read-only"));
    arguments.addAll(List.of("--tmpfs", "/tmp:exec,mode=1777", "--memory", "384m"));
    arguments.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--env"));
    var required = "JAVA_TOOL_OPTIONS=-XX:AOTMode=on";
    if (isService()) {
      arguments.add(
          required + " -Dspring.profiles.active=training -Dspring.context.exit=onRefresh");
      arguments.add(reference);
    } else {
      arguments.addAll(List.of(required, reference, "--help"));
    }
    return arguments;
  }
}
