package dev.coalmine.lab.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Waits for a day as a command waits for a fault's end, and clears up when it is interrupted. */
final class InterruptedProgram {

  private InterruptedProgram() {}

  public static void main(String[] arguments) {
    try (var interruption = new Interruption(Duration.ofMinutes(1))) {
      interruption.interruptsWith("Ctrl-C: ends the fault", () -> System.out.println("stopped"));
      System.out.println("waits");
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      System.out.println("interrupted");
    }
  }
}
