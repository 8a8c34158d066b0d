package dev.coalmine.lab.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A child process with a log file: started, waited for, stopped. */
record ServerProcess(String name, Process process, Path log) {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final int LOG_TAIL_LINES = 15;

  static ServerProcess start(String name, Path log, List<String> command) {
    try {
      Files.createDirectories(log.getParent());
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ServerProcess(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be started: " + e.getMessage(), e);
    }
  }

  /** Runs a command to its end. */
  static void run(String name, Path log, List<String> command) {
    var server = start(name, log, command);
    if (server.exitCode() != 0) {
      throw new ServerFailure(name + " failed; its log ends:\n" + server.tail());
    }
  }

  /**
   * @param ready asked every 20 ms until it says yes
   * @throws ServerFailure with the end of the log when the process ends before, or is not ready
   *     within a minute
   */
  void awaitReady(BooleanSupplier ready) {
    var deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new ServerFailure(name + " ended at once; its log ends:\n" + tail());
      }
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new ServerFailure(name + " was not ready within " + READY_LIMIT + ":\n" + tail());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /**
   * @param signal the one that makes this server stop cleanly: INT, TERM
   */
  void stop(String signal) {
    if (!process.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private int exitCode() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new ServerFailure(name + " was interrupted");
    }
  }

  private String tail() {
    try {
      var lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
