package dev.coalmine.lab.system;

import dev.coalmine.lab.endpoints.EnvironmentEndpoints;
import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.NothingRuns;

/** The system that a command talks to. */
public final class RunningSystem {

  private RunningSystem() {}

  /**
   * Returns what the environment names, in a container, else what the launcher has started.
   *
   * @throws NothingRuns when neither is there
   */
  public static SystemEndpoints find() {
    var environment = new EnvironmentEndpoints(System.getenv(), Home.find());
    return environment.isGiven() ? environment : SystemState.load();
  }
}
