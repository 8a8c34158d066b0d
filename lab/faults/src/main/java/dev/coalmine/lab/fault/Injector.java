package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.proxy.OpenConnection;
import dev.coalmine.lab.servers.PostgresServer;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lets parts of the running system fail; everything but a kill ends by itself. */
public final class Injector {

  /** The only part that can be read-only. */
  public static final String POSTGRES = "postgres";

  private final PartFaults parts;
  private final Optional<ProxyControl> proxy;

  private Injector(PartFaults parts, Optional<ProxyControl> proxy) {
    this.parts = parts;
    this.proxy = proxy;
  }

  /**
   * @throws UserError when the system runs without proxies
   */
  public static Injector of(SystemState system) {
    return new Injector(PartFaults.of(Home.find()), Optional.of(ProxyControl.of(system)));
  }

  /** Of processes only, so that it does without proxies. */
  public static Injector ofProcesses() {
    return new Injector(PartFaults.of(Home.find()), Optional.empty());
  }

  /**
   * SIGKILL.
   *
   * @return the number of the process
   * @throws UserError when no such process runs at this moment
   */
  public long kill(String part) {
    var process = process(part);
    if (!process.destroyForcibly()) {
      throw new UserError("process %d of %s cannot be killed".formatted(process.pid(), part));
    }
    parts.of(part).forEach(parts::undo); // or its children would stand on
    return process.pid();
  }

  /**
   * SIGSTOP.
   *
   * @param time 1 s to 24 h
   * @throws UserError when no such process runs at this moment
   */
  public PartFault freeze(String part, Duration time) {
    return parts.freeze(part, process(part), time);
  }

  /**
   * PostgreSQL takes no writes, as a standby does.
   *
   * @param time 1 s to 24 h
   * @throws UserError when it does not run at this moment
   */
  public PartFault makeReadOnly(Duration time) {
    var settings = PostgresServer.passingSettings(Home.find().data(POSTGRES));
    return parts.makeReadOnly(POSTGRES, process(POSTGRES), time, settings);
  }

  private static ProcessHandle process(String part) {
    var system = SystemState.load();
    var names = system.parts().stream().map(PartState::name).sorted().toList();
    if (!names.contains(part)) {
      throw new UserError(
          "there is no part %s; there are %s".formatted(part, String.join(", ", names)));
    }
    return system
        .process(part)
        .orElseThrow(
            () ->
                new UserError(
                    "%s does not run at this moment; ./coalmine status shows when it is back"
                        .formatted(part)));
  }

  /**
   * @throws UserError when there is no such link or the fault makes no sense
   */
  public void disturb(FaultForm fault) {
    proxy.orElseThrow().add(fault);
  }

  /** Through all links: those that are open, and the last that ended. */
  public List<OpenConnection> connections() {
    return proxy.orElseThrow().connections();
  }

  /** Ends all faults. */
  public void clear() {
    parts.clear();
    proxy.ifPresent(ProxyControl::clear);
  }
}
