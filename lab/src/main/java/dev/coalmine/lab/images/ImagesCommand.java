package dev.coalmine.lab.images;

import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
  private static final int SHORT = 12; // characters of an id, as docker shows them

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
      description = "the version that services report if none is configured (${DEFAULT-VALUE})")
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
    checkOptions();
    var home = Home.find();
    var project = home.project();
    var images = Image.named(names);
    images.forEach(image -> checkBuilt(project, image));
    var tool = new Tool(project);
    if (!tool.succeeds(List.of("docker", "version"))) {
      throw new UserError("the Docker engine does not answer; start it, and see: docker version");
    }
    if (platforms.isEmpty()) {
      destination.refuseUnlessItRuns(tool);
    } else if (!tool.succeeds(List.of("docker", "buildx", "version"))) {
      throw new UserError("docker has no buildx, which --push needs; install its buildx plugin");
    }
    var revision = tool.runOr("unknown", List.of("git", "rev-parse", "HEAD"));
    var replaced = new ArrayList<Image>();
    for (var image : images) {
      if (!platforms.isEmpty()) {
        push(tool, image, revision);
        continue;
      }
      build(tool, image, revision);
      if (destination != Destination.DOCKER && load(tool, home, image)) {
        replaced.add(image);
      }
    }
    if (!replaced.isEmpty()) {
      print(
          "what runs in %s has the images of before; when it is to have these:%n"
              + "  kubectl -n coalmine rollout restart %s%n",
          destination, replaced.stream().map(Image::workloads).collect(Collectors.joining(" ")));
    }
    return 0;
  }

  /** Docker answers a wrong option with its whole usage; this command says which one it is. */
  private void checkOptions() {
    References.checkTag("--tag", tag);
    References.checkTag("--version", version);
    References.checkRepository(repository);
    if (command.commandLine().getParseResult().hasMatchedOption("--push")) {
      References.checkPlatforms(platforms);
      for (var other : List.of("--load", "--check")) {
        if (command.commandLine().getParseResult().hasMatchedOption(other)) {
          throw new UsageError("%s does not go with --push; leave one out".formatted(other));
        }
      }
    }
  }

  private static void checkBuilt(Path project, Image image) {
    if (!Files.exists(project.resolve(image.jar()))) {
      throw new UserError(
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
  }

  /**
   * Loads it where it is not yet, and compares ids, because a tool that ends with 0 may have loaded
   * nothing.
   *
   * @return whether another image had its name before
   */
  private boolean load(Tool tool, Home home, Image image) {
    var reference = image.reference(repository, tag);
    try (var archive = save(tool, home, reference)) {
      var id = archive.id();
      var before = destination.ids(tool, reference);
      if (!before.equals(Set.of(id))) {
        destination.load(tool, reference, archive.file());
      }
      var after = destination.ids(tool, reference);
      if (!after.equals(Set.of(id))) {
        throw new UserError(
            ("%s is not in %s: it has %s, and Docker has %s; delete what runs the old one there and"
                    + " load again, or take a newer %s, which replaces an image that is in use")
                .formatted(reference, destination, shortened(after), shorten(id), destination));
      }
      print("  is in %s%n", destination);
      return before.stream().anyMatch(it -> !it.isEmpty() && !it.equals(id));
    }
  }

  private static Archive save(Tool tool, Home home, String reference) {
    try {
      Files.createDirectories(home.directory());
      var file = Files.createTempFile(home.directory(), "image-", ".tar");
      tool.run(
          "Saving " + reference,
          List.of("docker", "image", "save", "--output", file.toString(), reference));
      return new Archive(file);
    } catch (IOException e) {
      throw new UserError(
          "%s cannot be written: make it writable, or set COALMINE_HOME to another folder."
              .formatted(home.directory()),
          e);
    }
  }

  private static String shortened(Set<String> ids) {
    return ids.stream().map(ImagesCommand::shorten).sorted().collect(Collectors.joining(", "));
  }

  private static String shorten(String id) {
    return id.isEmpty() ? "none" : id.substring(0, Math.min(SHORT, id.length()));
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
      throw new UserError("%s runs as %s, not %s.".formatted(reference, user, Image.USER));
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
