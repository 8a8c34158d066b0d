package dev.coalmine.lab.launch;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.system.PidFile;
import dev.coalmine.lab.system.SystemState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./coalmine up}. */
@Command(
    name = "up",
    description = {
      "Starts everything and keeps it alive: servers, services, and what surrounds them.",
      "Ends with Ctrl-C or ./coalmine down; data is kept."
    })
public final class UpCommand implements Callable<Integer> {

  static final String LAUNCHER_PID = "launcher.process";

  private static final int POLL_MS = 100;

  @Option(names = "--detach", description = "Return when an order can be placed; run on alone.")
  private boolean detach;

  @Option(names = "--fresh", description = "Start empty: delete the data of earlier runs.")
  private boolean fresh;

  @Option(
      names = "--except",
      paramLabel = "SERVICE",
      description = "Leave a service out, to run it from an IDE. May be repeated.")
  private List<String> except = new ArrayList<>();

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "Instances of the gateway and of each service (default 1).")
  @Bounds(least = "1", most = "" + PortPlan.MOST_REPLICAS)
  private int replicas;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The gateway's; everything else is 10000 above. 'free': any that are free.")
  private String port;

  @Option(
      names = "--proxies",
      description =
          "Put a TCP proxy before each server and service, for ./coalmine fault to cut it off.")
  private boolean proxies;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = {
        "Take a copy of this policy for the gateway; without it the earlier copy is kept.",
        "The copy may be edited while it runs: ./coalmine up says where it is."
      })
  private Path policy;

  @Option(names = "--detached", hidden = true)
  private boolean detached;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    var home = Home.find();
    var options = UpOptions.of(fresh, except, replicas, port, proxies);
    options.ports();
    home.prepare();
    if (detach && !detached) {
      return runs(home)
          .map(it -> tell(it, options, fresh))
          .orElseGet(() -> new Detached(home).start(arguments()));
    }
    var lock = RunLock.take(home);
    if (lock.isEmpty()) {
      return awaitOther(home, options);
    }
    new PidFile(home.run().resolve(LAUNCHER_PID)).write(ProcessIdentity.self());
    new Launcher(home, options, Optional.ofNullable(policy), System.out).run();
    return 0;
  }

  private static Optional<SystemState> runs(Home home) {
    return SystemState.find(home).filter(it -> it.phase() == SystemState.Phase.READY);
  }

  /** Another {@code up} was first: what it starts is what was asked for. */
  private int awaitOther(Home home, UpOptions options) {
    var running = runs(home);
    if (running.isPresent()) {
      return tell(running.get(), options, fresh);
    }
    System.out.println("another ./coalmine up is starting it; waiting for that one");
    try {
      while (running.isEmpty()) {
        if (RunLock.isFree(home)) {
          throw new LaunchFailure("the other ./coalmine up gave up");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
        running = runs(home);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    return tell(running.get(), options, false); // it starts as this one would
  }

  private int tell(SystemState system, UpOptions options, boolean empty) {
    var unlike = options.unlike(system, command.commandLine().getParseResult()::hasMatchedOption);
    if (!unlike.isEmpty()) {
      throw new LaunchFailure(
          "it runs already, with %s; stop it first: ./coalmine down"
              .formatted(String.join(", and with ", unlike)));
    }
    if (policy != null) {
      throw new LaunchFailure(
          "it runs already; copy the policy to %s, it is in force within 2 seconds"
              .formatted(PolicyCopy.file(Home.find())));
    }
    if (empty) {
      throw new LaunchFailure(
          "it runs already, and --fresh deletes its data; stop it first: ./coalmine down");
    }
    System.out.printf(
        "it runs already: %d parts since %s (launcher %d)%n%n",
        system.parts().size(), StatusTable.CLOCK.format(system.since()), system.launcher().pid());
    Announcement.addresses(System.out, system);
    return 0;
  }

  private List<String> arguments() {
    var arguments = new ArrayList<>(List.of("up", "--detached"));
    if (fresh) {
      arguments.add("--fresh");
    }
    if (proxies) {
      arguments.add("--proxies");
    }
    if (policy != null) {
      arguments.addAll(List.of("--policy", policy.toAbsolutePath().toString()));
    }
    except.forEach(service -> arguments.addAll(List.of("--except", service)));
    arguments.addAll(List.of("--replicas", String.valueOf(replicas), "--port", port));
    return arguments;
  }
}
