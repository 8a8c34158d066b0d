package dev.coalmine.lab.crash;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;

/**
 * A process under SIGSTOP. It continues when this object is closed, and by itself after two
 * seconds, even if this program has died by then.
 */
final class SuspendedProcess implements AutoCloseable {

  private static final String STOP_FOR_A_WHILE =
      "kill -STOP $0 && echo; sleep 2; kill -CONT $0 2>/dev/null";

  private final ProcessHandle process;

  /**
   * Returns when the process is suspended.
   *
   * @throws UserError when the process cannot be suspended
   */
  SuspendedProcess(ProcessHandle process) {
    this.process = process;
    try {
      var shell = new ProcessBuilder("sh", "-c", STOP_FOR_A_WHILE, pid()).start();
      shell.getInputStream().read();
    } catch (IOException e) {
      throw new UserError("process %s cannot be stopped: %s".formatted(pid(), e.getMessage()), e);
    }
  }

  boolean kill() {
    return process.destroyForcibly();
  }

  private String pid() {
    return String.valueOf(process.pid());
  }

  @Override
  public void close() {
    try {
      new ProcessBuilder("kill", "-CONT", pid()).start().waitFor();
    } catch (IOException e) {
      throw new UserError("process %s cannot go on: %s".formatted(pid(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
