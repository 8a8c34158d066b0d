package dev.coalmine.lab.fault;

import dev.coalmine.lab.Complaint;
import dev.coalmine.lab.launch.Home;
import dev.coalmine.lab.launch.SystemState;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.proxy.OpenConnection;
import java.time.Duration;
import java.util.List;

/** Lets parts of the running system fail; everything but a kill ends by itself. */
public final class Injector {

  private final Freezes freezes;
  private final ProxyControl proxy;

  private Injector(Freezes freezes, ProxyControl proxy) {
    this.freezes = freezes;
    this.proxy = proxy;
  }

  /**
   * @throws Complaint when the system runs without proxies
   */
  public static Injector of(SystemState system) {
    return new Injector(Freezes.of(Home.find()), ProxyControl.of(system));
  }

  /**
   * SIGKILL.
   *
   * @throws Complaint when no such process runs at this moment
   */
  public void kill(String part) {
    process(part).destroyForcibly();
    freezes.of(part).forEach(freezes::undo); // or its children would stand on
  }

  /**
   * SIGSTOP.
   *
   * @param time 1 s to 24 h
   * @throws Complaint when no such process runs at this moment
   */
  public void freeze(String part, Duration time) {
    freezes.add(part, process(part), time);
  }

  private static ProcessHandle process(String part) {
    return SystemState.load()
        .process(part)
        .orElseThrow(() -> new Complaint(part + " does not run at this moment"));
  }

  /**
   * @throws Complaint when there is no such link or the fault makes no sense
   */
  public void disturb(FaultForm fault) {
    proxy.add(fault);
  }

  /** Through all links: those that are open, and the last that ended. */
  public List<OpenConnection> connections() {
    return proxy.connections();
  }

  /** Ends all faults. */
  public void clear() {
    freezes.clear();
    proxy.clear();
  }
}
