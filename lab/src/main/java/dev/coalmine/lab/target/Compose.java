package dev.coalmine.lab.target;

import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.home.NothingRuns;
import dev.coalmine.lab.target.Program.Feed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docker compose up} has started: a command is a container of its service lab. */
record Compose(Program docker) implements Target {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** What a command may take to end once it is told to. */
  private static final int GRACE_SECONDS = 100;

  static Compose of(Path project) {
    return new Compose(
        new Program(project, List.of("docker"), "install a Docker engine with Compose", NothingRuns::new));
  }

  @Override
  public int run(List<String> command, Feed input) throws InterruptedException {
    parts();
    var name = "coalmine-" + Job.name(command.getFirst());
    try (var interruption = new Interruption(Duration.ofSeconds(GRACE_SECONDS + 10))) {
      interruption.endsBy(() -> end(name));
      return docker.show(input, arguments(name, command));
    } finally {
      end(name);
    }
  }

  private static String[] arguments(String name, List<String> command) {
    var arguments = new ArrayList<>(List.of("compose", "run", "--rm", "--no-deps", "-T"));
    arguments.addAll(List.of("--name", name, "lab"));
    arguments.addAll(command);
    return arguments.toArray(String[]::new);
  }

  /** There is nothing to end if all went well. */
  private void end(String container) {
    try {
      docker.ask("stop", "-t", String.valueOf(GRACE_SECONDS), container);
      docker.ask("rm", "--force", container);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<Part> parts() throws InterruptedException {
    var answer = docker.ask("compose", "ps", "--all", "--format", "json");
    if (!answer.isGood()) {
      throw new NothingRuns(
          docker.ask("compose", "version").isGood()
              ? "Docker Compose cannot be asked: " + answer.reason()
              : "Docker has no Compose; install its plugin, 2.23.1 or later");
    }
    var parts =
        answer.out().lines().filter(it -> !it.isBlank()).map(JSON::readTree).map(Compose::part);
    var all = parts.toList();
    if (all.isEmpty()) {
      throw new NothingRuns("nothing runs in compose; start it with docker compose up --wait");
    }
    return all;
  }

  static Part part(JsonNode container) {
    var state = container.path("State").asString("unknown");
    var health = container.path("Health").asString("");
    boolean isWell =
        switch (state) {
          case "running" -> health.isEmpty() || health.equals("healthy");
          case "exited" -> container.path("ExitCode").asInt() == 0;
          default -> false;
        };
    return new Part(
        container.path("Name").asString(),
        health.isEmpty() ? container.path("Status").asString(state) : health,
        -1,
        isWell);
  }
}
