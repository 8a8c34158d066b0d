package dev.coalmine.lab.bench.traffic;

import java.io.IOException;

/** {@link Backend} as a process, so that it can have a core of its own. */
public final class BackendMain {

  private BackendMain() {}

  /**
   * @param arguments the port
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (var _ = Backend.start(Integer.parseInt(arguments[0]))) {
      Thread.currentThread().join(); // until it is ended
    }
  }
}
