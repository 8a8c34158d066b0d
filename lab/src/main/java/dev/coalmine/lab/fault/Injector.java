package dev.coalmine.lab.fault;

import dev.coalmine.lab.Complaint;
import dev.coalmine.lab.launch.Home;
import dev.coalmine.lab.launch.SystemState;
import dev.coalmine.lab.proxy.FaultForm;
import java.time.Duration;

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

  /** SIGKILL; nothing when no such process runs at this moment. */
  public void kill(String part) {
    SystemState.load().process(part).ifPresent(ProcessHandle::destroyForcibly);
    freezes.of(part).forEach(freezes::undo); // or its children would stand on
  }

  /**
   * SIGSTOP; nothing when no such process runs at this moment.
   *
   * @param time 1 s to 24 h
   */
  public void freeze(String part, Duration time) {
    SystemState.load().process(part).ifPresent(process -> freezes.add(part, process, time));
  }

  /**
   * @throws Complaint when there is no such link or the fault makes no sense
   */
  public void disturb(FaultForm fault) {
    proxy.add(fault);
  }

  /** Ends all faults. */
  public void clear() {
    freezes.clear();
    proxy.clear();
  }
}
