package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.servers.Ports;
import dev.coalmine.lab.system.Leftovers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** {@code up}, from an empty folder to the first order, and until it is stopped. */
final class Launcher {

  private static final int SEED_TRIES = 30;
  private static final Set<String> ORDER_NEEDS = Set.copyOf(Topology.SERVICES);

  private final Home home;
  private final UpOptions options;
  private final Optional<Path> policy;
  private final PrintStream out;
  private final Tools tools;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private SystemSupervisor supervisor;
  private boolean stopping;

  /**
   * @param policy a file to take a copy of; without it the copy of an earlier start is kept
   */
  Launcher(Home home, UpOptions options, Optional<Path> policy, PrintStream out) {
    this.home = home;
    this.options = options;
    this.policy = policy;
    this.out = out;
    tools = new Tools(home.log("preparation"));
  }

  /**
   * Starts everything; returns when it has been stopped by a signal.
   *
   * @throws LaunchFailure when it could not be started; what was started so far is stopped then
   */
  void run() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stop));
    try {
      start();
    } catch (RuntimeException e) {
      if (isStopping()) { // the parts end because we end them
        await();
        return;
      }
      stop();
      throw e;
    }
    await();
  }

  private void start() {
    clearUp();
    var ports = options.ports();
    var programs = Programs.find(home, options.except());
    var topology = new Topology(home, ports, options.replicas(), programs);
    var parts = topology.parts(options.except());
    requireFree(parts);
    policy.ifPresent(PolicyCopy::requireReadable);
    programs.prepare(new Preparation(home, tools, out), options.except().isEmpty());
    preparePolicy();
    out.printf("starting %d parts in %s%n", parts.size(), home.directory());
    synchronized (this) {
      if (stopping) {
        return;
      }
      supervisor = new SystemSupervisor(home, parts, out);
    }
    supervisor.start();
    if (options.except().stream().noneMatch(ORDER_NEEDS::contains)) {
      open();
    }
    supervisor.open();
    new Announcement(supervisor.state(), topology, options, out).print(sinceJvmStart());
  }

  private void preparePolicy() {
    var copy = new PolicyCopy(home, ServiceJar.of(home, "gateway"));
    policy.ifPresent(copy::take);
    if (copy.keepOrMake() && policy.isEmpty()) {
      out.printf("the gateway's policy is the edited %s%n", PolicyCopy.file(home));
    }
  }

  private void clearUp() {
    var leftovers = Leftovers.of(home);
    if (!leftovers.isEmpty()) {
      leftovers.stop();
      out.printf(
          "an earlier launcher was killed; stopped the %d parts it left behind (%s)%n",
          leftovers.processes().size(), String.join(", ", leftovers.processes().keySet()));
    }
    if (options.fresh()) {
      Home.delete(home.directory().resolve("data"));
      Home.delete(home.directory().resolve("logs"));
      home.prepare();
      out.println("starting empty: the data and logs of earlier runs are deleted");
    }
  }

  private static void requireFree(List<Part> parts) {
    for (var part : parts) {
      for (int port : part.ports().values()) {
        if (!Ports.isFree(port)) {
          throw new LaunchFailure(
              "port %d, which %s needs, is in use by another program; stop that one, or choose "
                      .formatted(port, part.name())
                  + "others with --port NUMBER or --port free");
        }
      }
    }
  }

  private void open() {
    var system = supervisor.state();
    new OrderPath(system).awaitOpen();
    try {
      int missing = Catalogue.seed(system.issuer(), system.gateway(), SEED_TRIES, _ -> {});
      if (missing > 0) {
        out.printf("  put %d products on sale%n", missing);
      }
    } catch (IOException e) {
      throw new LaunchFailure("the catalogue could not be filled: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted");
    }
  }

  private static Duration sinceJvmStart() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()))
        .orElse(Duration.ZERO);
  }

  private void await() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private void stop() {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    tools.close();
    if (supervisor != null) {
      out.println("stopping");
      supervisor.stop();
      out.println("stopped");
    }
    Home.delete(home.run().resolve(UpCommand.LAUNCHER_PID));
    stopped.countDown();
  }
}
