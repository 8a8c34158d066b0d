package dev.coalmine.lab.bench;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.load.Customers;
import dev.coalmine.lab.load.OrderJson;
import dev.coalmine.lab.load.Shop;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A system of its own beside whatever runs: started as a person would, gone afterwards. */
final class PrivateSystem implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path project = Home.find().project();
  private final Path directory;
  private final Thread end = new Thread(this::remove);

  PrivateSystem() throws IOException {
    directory = Files.createTempDirectory("coalmine-bench");
    Runtime.getRuntime().addShutdownHook(end);
  }

  /**
   * @return from the start of {@code ./coalmine up} until an order has been accepted
   */
  Duration startAndOrder() throws IOException, InterruptedException {
    long start = System.nanoTime();
    coalmine(true, "up", "--detach", "--port", "free");
    var system = SystemState.of(new Home(project, directory));
    try (var shop = new Shop(system.gateways(), PATIENCE)) {
      var reply =
          shop.post(
              "/api/orders",
              new Customers(system.issuer()).token("ann"),
              UUID.randomUUID().toString(),
              OrderJson.of(List.of("lamp"), 1));
      if (!reply.isOk()) {
        throw new UserError("the first order was not accepted: " + reply.reason());
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  void load(int seconds) throws IOException, InterruptedException {
    coalmine(true, "load", "--rate", "10", "--time", seconds + "s");
  }

  void printStatus() throws IOException, InterruptedException {
    coalmine(false, "status");
  }

  void stop() throws IOException, InterruptedException {
    coalmine(true, "down");
  }

  private void coalmine(boolean silent, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(project.resolve("coalmine").toString()));
    command.addAll(Arrays.asList(arguments));
    var log = directory.resolve("bench.log").toFile();
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("COALMINE_HOME", directory.toString());
    process.environment().put("COALMINE_BUILD", "never");
    process.redirectOutput(
        silent ? ProcessBuilder.Redirect.to(log) : ProcessBuilder.Redirect.INHERIT);
    int exit = process.start().waitFor();
    if (exit != 0) {
      throw new UserError(
          "./coalmine %s ended with %d: %s"
              .formatted(
                  String.join(" ", arguments), exit, silent ? Files.readString(log.toPath()) : ""));
    }
  }

  private void remove() {
    try {
      stop();
      Home.delete(directory);
    } catch (IOException | UserError e) {
      System.err.println("%s is left behind: %s".formatted(directory, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(end);
    remove();
  }
}
