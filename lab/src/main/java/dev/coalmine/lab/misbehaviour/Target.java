package dev.coalmine.lab.misbehaviour;

import dev.coalmine.lab.launch.RunningSystem;
import java.net.URI;
import picocli.CommandLine.Option;

/** Whose acquirer. */
final class Target {

  @Option(names = "--acquirer", hidden = true, description = "one of another system")
  private URI acquirer;

  Sandbox sandbox() {
    return new Sandbox(acquirer == null ? RunningSystem.find().acquirer() : acquirer);
  }
}
