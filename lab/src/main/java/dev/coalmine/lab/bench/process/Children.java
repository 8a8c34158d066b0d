package dev.coalmine.lab.bench.process;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The programs that a benchmark has started, and their folder. All of them end with it, also when
 * the benchmark is interrupted.
 */
public final class Children implements AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final int POLL_MS = 50;
  private static final int TAIL_LINES = 15;

  private final List<Child> running = new CopyOnWriteArrayList<>();
  private final Thread end = new Thread(this::stopAll);
  private final Path folder;
  private boolean ended;

  /** One of them. */
  public record Child(String name, Process process, Path log) {

    /** Returns what it has used of a processor, in microseconds. */
    public long cpuMicros() {
      return CpuTime.micros(process.toHandle());
    }

    /** Returns its process id. */
    public long pid() {
      return process.pid();
    }

    /** Returns the last lines of its log. */
    public String tail() {
      try {
        var lines = Files.readAllLines(log);
        return String.join(
            "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
      } catch (IOException e) {
        return "(there is none)";
      }
    }

    private void stop() {
      process.destroy();
      try {
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * @param name begins the name of a new folder for temporary files
   */
  public Children(String name) {
    try {
      folder = Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new UserError("no folder for temporary files can be made: " + e.getMessage(), e);
    }
    Runtime.getRuntime().addShutdownHook(end);
  }

  /** Returns where they may write; it is deleted at the end. */
  public Path folder() {
    return folder;
  }

  /**
   * Starts a program; what it prints goes into its log.
   *
   * @param environment in addition to ours
   * @throws UserError when there is no such program
   */
  public Child start(String name, List<String> command, Map<String, String> environment) {
    var log = folder.resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return start(name, log, builder, environment);
  }

  /** Starts a program whose input and output are pipes. */
  public Child startTalking(String name, List<String> command) {
    var log = folder.resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return start(name, log, builder, Map.of());
  }

  private synchronized Child start(
      String name, Path log, ProcessBuilder builder, Map<String, String> environment) {
    if (ended) {
      throw new UserError("interrupted");
    }
    builder.environment().putAll(environment);
    try {
      var child = new Child(name, builder.start(), log);
      running.add(child);
      return child;
    } catch (IOException e) {
      throw new UserError("%s cannot be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * Waits until a program listens.
   *
   * @throws UserError with the end of its log when it ends before, or not within 90 s
   */
  public void awaitPort(Child child, int port) throws InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!Ports.answers(port)) {
      if (!child.process().isAlive() || System.nanoTime() > deadline) {
        throw new UserError(
            "%s does not listen on port %d; its log ends:%n%s"
                .formatted(child.name(), port, child.tail()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  /** Ends one of them. */
  public void stop(Child child) {
    running.remove(child);
    child.stop();
  }

  private synchronized void stopAll() {
    ended = true;
    running.forEach(child -> child.process().destroy());
    running.forEach(this::stop);
    Home.delete(folder);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(end);
    stopAll();
  }
}
