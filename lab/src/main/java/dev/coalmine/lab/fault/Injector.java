package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.launch.SystemState;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.proxy.OpenConnection;
import dev.coalmine.lab.servers.PostgresServer;
import java.nio.file.Path;
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
   * @throws UserError when no such process runs at this moment
   */
  public void kill(String part) {
    process(part).destroyForcibly();
    parts.of(part).forEach(parts::undo); // or its children would stand on
  }

  /**
   * SIGSTOP.
   *
   * @param time 1 s to 24 h
   * @throws UserError when no such process runs at this moment
   */
  public void freeze(String part, Duration time) {
    parts.freeze(part, process(part), time);
  }

  private static ProcessHandle process(String part) {
    return SystemState.load()
        .process(part)
        .orElseThrow(() -> new UserError(part + " does not run at this moment"));
  }

  /**
   * PostgreSQL takes no writes, as a standby does.
   *
   * @param time 1 s to 24 h
   * @throws UserError when it does not run at this moment
   */
  public void makeReadOnly(Duration time) {
    parts.makeReadOnly(POSTGRES, process(POSTGRES), time, settings(Home.find()));
  }

  static Path settings(Home home) {
    return PostgresServer.passingSettings(home.data(POSTGRES));
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
