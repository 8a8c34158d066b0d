package dev.coalmine.lab.misbehaviour;

import dev.coalmine.lab.system.RunningSystem;
import java.net.URI;
import picocli.CommandLine.Option;

/** The acquirer sandbox that a command is about: the running system's if none is named. */
final class AcquirerOption {

  @Option(names = "--acquirer", hidden = true, description = "one of another system")
  private URI acquirer;

  Sandbox sandbox() {
    return new Sandbox(acquirer == null ? RunningSystem.find().acquirer() : acquirer);
  }
}
