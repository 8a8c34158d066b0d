package dev.coalmine.lab.crash;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;

/**
 * A process under SIGSTOP. It goes on when this is closed, and by itself after two seconds, though
 * this program be dead by then.
 */
final class Frozen implements AutoCloseable {

  private static final String STOP_FOR_A_WHILE =
      "kill -STOP $0 && echo; sleep 2; kill -CONT $0 2>/dev/null";

  private final ProcessHandle process;

  /** Returns when it stands. */
  Frozen(ProcessHandle process) {
    this.process = process;
    try {
      var keeper = new ProcessBuilder("sh", "-c", STOP_FOR_A_WHILE, pid()).start();
      keeper.getInputStream().read();
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
