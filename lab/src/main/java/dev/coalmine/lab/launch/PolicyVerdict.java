package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks the gateway's own reader, in a process of its own, whether a policy can be put in force.
 *
 * @param gateway its extracted jar
 */
record PolicyVerdict(Path gateway) {

  private static final String MAIN = "dev.coalmine.gateway.policy.PolicyCheck";

  /**
   * What the reader said.
   *
   * @param text for people: all mistakes, or the policy's version
   */
  record Verdict(boolean good, String text) {}

  Verdict of(Path policy) {
    try {
      var process =
          new ProcessBuilder(
                  Jvm.JAVA,
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx64m",
                  "-cp",
                  gateway.toString(),
                  MAIN,
                  policy.toString())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Verdict(process.waitFor() == 0, text.strip());
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be checked: %s".formatted(policy, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted");
    }
  }
}
