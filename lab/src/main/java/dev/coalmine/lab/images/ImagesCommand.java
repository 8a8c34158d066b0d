package dev.coalmine.lab.images;

import dev.coalmine.lab.Complaint;
import dev.coalmine.lab.launch.Home;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code images}: builds, tries, loads; one sentence when something is missing. */
@Command(
    name = "images",
    description = "Build the container images, and load them where they are to run.")
public final class ImagesCommand implements Callable<Integer> {

  private static final double MILLION = 1e6;
  private static final double BILLION = 1e9;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "a service or lab; all if not given")
  private List<String> names = List.of();

  @Option(
      names = "--load",
      defaultValue = "docker",
      paramLabel = "WHERE",
      description = "docker (where they are built), minikube or kind (${DEFAULT-VALUE})")
  private Destination destination;

  @Option(names = "--tag", defaultValue = "dev", description = "of all of them (${DEFAULT-VALUE})")
  private String tag;

  @Option(
      names = "--version",
      defaultValue = "0.1.0",
      description = "what services call themselves if nobody tells them (${DEFAULT-VALUE})")
  private String version;

  @Option(
      names = "--repository",
      defaultValue = "coalmine",
      description = "what their names begin with (${DEFAULT-VALUE})")
  private String repository;

  @Option(
      names = "--check",
      description = "also start each once, as in a cluster, with its AOT cache required")
  private boolean check;

  @Option(
      names = "--push",
      paramLabel = "PLATFORM",
      split = ",",
      description =
          "push to --repository instead of loading, for linux/amd64,linux/arm64 or one of them;"
              + " needs docker buildx")
  private List<String> platforms = List.of();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    var project = Home.find().project();
    var images = Image.named(names);
    images.forEach(image -> checkBuilt(project, image));
    var tool = new Tool(project);
    tool.run("Asking for the Docker engine", List.of("docker", "version"));
    var revision = tool.runOr("unknown", List.of("git", "rev-parse", "HEAD"));
    for (var image : images) {
      if (platforms.isEmpty()) {
        build(tool, image, revision);
      } else {
        push(tool, image, revision);
      }
    }
    return 0;
  }

  private static void checkBuilt(Path project, Image image) {
    if (!Files.exists(project.resolve(image.jar()))) {
      throw new Complaint(
          "%s is missing; build it with: mvn -DskipTests package".formatted(image.jar()));
    }
  }

  private void build(Tool tool, Image image, String revision) {
    var reference = image.reference(repository, tag);
    long began = System.nanoTime();
    tool.run(
        "Building " + reference,
        docker(List.of("build"), image.build(reference, version, revision)));
    print(
        "%s  %.0f MB, built in %.0f s%n",
        reference, size(tool, reference) / MILLION, secondsSince(began));
    if (check) {
      check(tool, image, reference);
    }
    var load = destination.load(reference);
    if (!load.isEmpty()) {
      tool.run("Loading %s into %s".formatted(reference, destination), load);
      print("  is in %s%n", destination);
    }
  }

  private void push(Tool tool, Image image, String revision) {
    var reference = image.reference(repository, tag);
    tool.run(
        "Building and pushing " + reference,
        docker(
            List.of("buildx", "build", "--push", "--platform", String.join(",", platforms)),
            image.build(reference, version, revision)));
    print("%s  pushed for %s%n", reference, String.join(", ", platforms));
  }

  private void check(Tool tool, Image image, String reference) {
    var user = tool.run("Reading " + reference, inspect(reference, "{{.Config.User}}"));
    if (!user.equals(Image.USER)) {
      throw new Complaint("%s runs as %s, not %s.".formatted(reference, user, Image.USER));
    }
    long began = System.nanoTime();
    tool.run("Trying " + reference, docker(List.of("run"), image.trial(reference)));
    print("  starts with its cache, read-only, without privileges: %.1f s%n", secondsSince(began));
  }

  private static double size(Tool tool, String reference) {
    return Double.parseDouble(tool.run("Reading " + reference, inspect(reference, "{{.Size}}")));
  }

  private static List<String> inspect(String reference, String format) {
    return List.of("docker", "image", "inspect", "--format", format, reference);
  }

  private static List<String> docker(List<String> verb, List<String> arguments) {
    var all = new ArrayList<>(List.of("docker"));
    all.addAll(verb);
    all.addAll(arguments);
    return all;
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / BILLION;
  }

  private void print(String format, Object... arguments) {
    PrintWriter out = command.commandLine().getOut();
    out.printf(format, arguments);
    out.flush();
  }
}
