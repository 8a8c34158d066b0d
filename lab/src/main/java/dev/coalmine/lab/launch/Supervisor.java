package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.launch.SystemState.Phase;
import dev.coalmine.lab.process.ProcessIdentity;
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
final class Supervisor implements Keeper.Journal {

  private final Home home;
  private final PrintStream out;
  private final StateFile file;
  private final ProcessIdentity self = ProcessIdentity.self();
  private final Instant since = Instant.now();
  private final Map<String, Keeper> keepers;
  private volatile Phase phase = Phase.STARTING;

  Supervisor(Home home, List<Part> parts, PrintStream out) {
    this.home = home;
    this.out = out;
    file = new StateFile(home);
    keepers =
        parts.stream()
            .map(part -> new Keeper(part, home, this))
            .collect(Collectors.toMap(keeper -> keeper.part().name(), Function.identity()));
  }

  /** Returns when every part is ready; throws the first failure. */
  void start() {
    changed();
    keepers.values().forEach(keeper -> Thread.ofVirtual().start(() -> keep(keeper)));
    var failure = new CompletableFuture<Void>();
    keepers
        .values()
        .forEach(
            keeper ->
                keeper
                    .readyOnce()
                    .whenComplete(
                        (ok, e) -> {
                          if (e != null) {
                            failure.completeExceptionally(e);
                          }
                        }));
    try {
      CompletableFuture.anyOf(failure, ready(keepers.keySet())).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LaunchFailure expected ? expected : e;
    }
  }

  private void keep(Keeper keeper) {
    try {
      ready(keeper.part().needs()).join();
    } catch (CompletionException e) {
      return; // what it needs could not be started, which start() says
    }
    keeper.keep();
  }

  private CompletableFuture<Void> ready(java.util.Set<String> names) {
    return CompletableFuture.allOf(
        names.stream()
            .filter(keepers::containsKey)
            .map(name -> keepers.get(name).readyOnce())
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
        keepers.values().stream()
            .sorted(
                Comparator.comparing((Keeper it) -> it.part().layer())
                    .thenComparing(it -> it.part().name()))
            .map(Keeper::state)
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
          keepers.values().stream()
              .filter(keeper -> keeper.part().layer() == layer)
              .map(keeper -> Thread.ofVirtual().start(keeper::stop))
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
