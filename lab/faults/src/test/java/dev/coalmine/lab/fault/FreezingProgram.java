package dev.coalmine.lab.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Freezes a process, says so, and waits to be killed. */
final class FreezingProgram {

  private FreezingProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    var victim = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
    var time = Duration.ofMillis(Long.parseLong(arguments[2]));
    new PartFaults(Path.of(arguments[0])).freeze("sleeper", victim, time);
    System.out.println("frozen");
    TimeUnit.MINUTES.sleep(5);
  }
}
