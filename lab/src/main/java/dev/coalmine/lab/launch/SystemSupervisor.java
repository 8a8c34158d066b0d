package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.system.StateFile;
import dev.coalmine.lab.system.SystemState;
import dev.coalmine.lab.system.SystemState.Phase;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps all parts alive, and the state on disk true. */
final class SystemSupervisor implements ProcessSupervisor.Listener {

  private final Home home;
  private final PrintStream out;
  private final StateFile file;
  private final ProcessIdentity self = ProcessIdentity.self();
  private final Instant since = Instant.now();
  private final Map<String, ProcessSupervisor> supervisors;
  private volatile Phase phase = Phase.STARTING;

  SystemSupervisor(Home home, List<Part> parts, PrintStream out) {
    this.home = home;
    this.out = out;
    file = new StateFile(home);
    supervisors =
        parts.stream()
            .map(part -> new ProcessSupervisor(part, home, this))
            .collect(Collectors.toMap(supervisor -> supervisor.part().name(), Function.identity()));
  }

  /** Returns when every part is ready; throws the first failure. */
  void start() {
    changed();
    supervisors
        .values()
        .forEach(supervisor -> Thread.ofVirtual().start(() -> supervise(supervisor)));
    var failure = new CompletableFuture<Void>();
    supervisors
        .values()
        .forEach(
            supervisor ->
                supervisor
                    .readyOnce()
                    .whenComplete(
                        (ok, e) -> {
                          if (e != null) {
                            failure.completeExceptionally(e);
                          }
                        }));
    try {
      CompletableFuture.anyOf(failure, ready(supervisors.keySet())).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LaunchFailure expected ? expected : e;
    }
  }

  private void supervise(ProcessSupervisor supervisor) {
    try {
      ready(supervisor.part().needs()).join();
    } catch (CompletionException e) {
      return; // what it needs could not be started, which start() says
    }
    supervisor.run();
  }

  private CompletableFuture<Void> ready(java.util.Set<String> names) {
    return CompletableFuture.allOf(
        names.stream()
            .filter(supervisors::containsKey)
            .map(name -> supervisors.get(name).readyOnce())
            .toArray(CompletableFuture[]::new));
  }

  void open() {
    phase = Phase.READY;
    changed();
  }

  SystemState state() {
    return new SystemState(
        home.directory().toString(),
        self,
        phase,
        since,
        supervisors.values().stream()
            .sorted(
                Comparator.comparing((ProcessSupervisor it) -> it.part().layer())
                    .thenComparing(it -> it.part().name()))
            .map(ProcessSupervisor::state)
            .toList());
  }

  @Override
  public synchronized void changed() {
    if (phase != Phase.STOPPING) {
      file.write(state());
    }
  }

  @Override
  public void ready(Part part, Duration took, int restarts) {
    out.printf(
        "  %-22s %5.1f s  %s%s%n",
        part.name(),
        took.toMillis() / 1000.0,
        part.address(),
        restarts == 0 ? "" : "  (restart %d)".formatted(restarts));
  }

  @Override
  public void died(Part part, String how, Duration wait) {
    out.printf(
        "  %-22s ended with %s; starting it again in %.1f s%n",
        part.name(), how, wait.toMillis() / 1000.0);
  }

  /** Stops everything, the edge first and the servers last. */
  void stop() {
    open(Phase.STOPPING);
    for (var layer : Arrays.asList(Part.Layer.values()).reversed()) {
      var stopping =
          supervisors.values().stream()
              .filter(supervisor -> supervisor.part().layer() == layer)
              .map(supervisor -> Thread.ofVirtual().start(supervisor::stop))
              .toList();
      for (var thread : stopping) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
    file.delete();
  }

  private synchronized void open(Phase next) {
    file.write(state());
    phase = next;
  }
}
