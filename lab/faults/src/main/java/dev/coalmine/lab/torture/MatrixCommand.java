package dev.coalmine.lab.torture;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.fault.FaultLock;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.journal.Journals;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.LoadCommand;
import dev.coalmine.lab.load.PlanOptions;
import dev.coalmine.lab.load.Shop;
import dev.coalmine.lab.misbehaviour.Sandbox;
import dev.coalmine.lab.proxy.FaultForm;
import dev.coalmine.lab.reconcile.Reconciliation;
import dev.coalmine.lab.replay.Serial;
import dev.coalmine.lab.settled.InFlight;
import dev.coalmine.lab.settled.Stores;
import dev.coalmine.lab.system.SystemState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./coalmine matrix}. */
@Command(
    name = "matrix",
    description = {
      "Each part by each fault, under load, one after another: SIGKILL, SIGSTOP and a black hole"
          + " before it, and postgres read-only; or, with --acquirer, each fault of the acquirer's"
          + " operations. After each, an order must get through and the books must reconcile.",
      "Needs ./coalmine up --proxies. Exit code: 0 when every cell is green, else 1."
    })
public final class MatrixCommand implements Callable<Integer> {

  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration AIM = Duration.ofSeconds(3);
  private static final int LOOK_MS = 5;
  private static final int INTERRUPTED = 130;
  private static final long LATE_MS = 2_000;
  private static final Duration AFTER = Duration.ofSeconds(6);
  private static final Duration QUIET_WITHIN = Duration.ofMinutes(2);

  /** What is done to a part. */
  enum Kind {
    KILL,
    FREEZE,
    BLACK_HOLE,
    READ_ONLY;

    boolean suits(String part) {
      return this != READ_ONLY || part.equals(Injector.POSTGRES);
    }
  }

  @Mixin private PlanOptions options;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "Only this one; may be repeated (default: all nine).")
  private List<String> parts = FaultSchedule.PARTS;

  @Option(
      names = {"--fault", "--trouble"},
      paramLabel = "FAULT",
      description =
          "Only ${COMPLETION-CANDIDATES}; may be repeated (default: all)."
              + " --trouble is an alias, for this version only.")
  private List<Kind> kinds = List.of(Kind.values());

  @Option(
      names = "--acquirer",
      description = "Each fault of the acquirer, in half of its operations, instead.")
  private boolean acquirer;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Under the orders of this file, as of ./coalmine replay, instead of random ones.")
  private Path file;

  @Option(
      names = "--time",
      defaultValue = "20s",
      paramLabel = "TIME",
      description = "Of a fault that lasts (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "1h")
  private Duration time;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      paramLabel = "N",
      description = "How often all of it (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "1000")
  private int rounds;

  @Option(
      names = "--settle-within",
      defaultValue = "2m",
      paramLabel = "TIME",
      description = "How long an order may take to its end (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "24h")
  private Duration settleWithin;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    check();
    var system = SystemState.load();
    var injector = Injector.of(system);
    var faults = acquirer ? acquirerFaults() : faults();
    var cells = new ArrayList<Cell>();
    try (var _ = FaultLock.take(Home.find(), "matrix");
        var interruption = new Interruption(LoadCommand.PATIENCE.plusSeconds(5));
        var shop = JournaledShop.open(system)) {
      var skus = shop.products(options.plan(BEFORE).products());
      var workload =
          file == null ? new DrawnOrders(shop, options, skus) : replayed(faults, system, shop);
      interruption.interruptsWith(
          "Ctrl-C: ends the fault; waits for the orders under way", workload::stop);
      System.out.println(Cell.head());
      try {
        for (int round = 1; round <= rounds; round++) {
          for (var fault : faults) {
            if (interruption.isWished()) {
              break;
            }
            var probe = new Probe(system, shop, skus.getFirst());
            var cell = run(round, fault, injector, workload, shop.shop(), probe);
            cells.add(cell);
            System.out.println(cell.line());
          }
        }
      } catch (InterruptedException | RuntimeException e) {
        if (!interruption.isWished()) {
          throw e;
        }
        tell(cells);
        return INTERRUPTED;
      } finally {
        Thread.interrupted(); // or nothing could be cleared
        endFaults(injector, new Sandbox(system.acquirer()));
      }
    }
    return tell(cells);
  }

  /** The acquirer's last, because it may not answer. */
  private void endFaults(Injector injector, Sandbox sandbox) {
    injector.clear();
    if (acquirer) {
      sandbox.clear();
    }
  }

  private Workload replayed(List<InjectedFault> faults, SystemState system, JournaledShop shop)
      throws InterruptedException {
    var earlier = Journals.byKey(system.journalDirectory());
    var serial = Serial.begin(file, shop, earlier);
    var round = faults.stream().map(MatrixCommand::around).reduce(Duration.ZERO, Duration::plus);
    return new ReplayedOrders(serial, options.plan(BEFORE).rate(), round.multipliedBy(rounds));
  }

  /** How long orders are offered for it. */
  private static Duration around(InjectedFault fault) {
    return BEFORE.plus(fault.time()).plus(AFTER);
  }

  private void check() {
    if (acquirer && command.commandLine().getParseResult().hasMatchedOption("--part")) {
      throw new UsageError("--part does not go with --acquirer, which is no part; leave one out");
    }
    if (acquirer && command.commandLine().getParseResult().hasMatchedOption("--fault")) {
      throw new UsageError(
          "--fault does not go with --acquirer, which has faults of its own; leave one out");
    }
    for (var part : parts) {
      if (!FaultSchedule.PARTS.contains(part)) {
        throw new UsageError(
            "--part is one of %s; not %s".formatted(String.join(", ", FaultSchedule.PARTS), part));
      }
    }
    if (!acquirer && faults().isEmpty()) {
      throw new UsageError("READ_ONLY is of postgres only; add --part postgres");
    }
  }

  private List<InjectedFault> faults() {
    return parts.stream()
        .flatMap(part -> kinds.stream().filter(it -> it.suits(part)).map(it -> fault(it, part)))
        .toList();
  }

  private List<InjectedFault> acquirerFaults() {
    return Stream.of(Behaviour.Kind.values())
        .<InjectedFault>map(kind -> InjectedFault.Acquirer.of(kind, 0.5, LATE_MS, time))
        .toList();
  }

  private InjectedFault fault(Kind kind, String part) {
    return switch (kind) {
      case KILL -> new InjectedFault.Kill(part);
      case FREEZE -> new InjectedFault.Freeze(part, time);
      case BLACK_HOLE -> new InjectedFault.Link(FaultForm.of(part, kind.name(), time));
      case READ_ONLY -> new InjectedFault.ReadOnly(time);
    };
  }

  private Cell run(
      int round, InjectedFault fault, Injector injector, Workload workload, Shop shop, Probe probe)
      throws InterruptedException {
    var system = SystemState.load();
    var sandbox = new Sandbox(system.acquirer());
    try (var offering = new Offering(workload, around(fault), () -> endFaults(injector, sandbox))) {
      TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
      long inFlight = awaitOrders(system, shop);
      fault.begin(injector, sandbox);
      TimeUnit.NANOSECONDS.sleep(fault.time().toNanos());
      var recovery = probe.awaitRecovery();
      var offered = offering.await();
      return new Cell(
          round,
          fault.target(),
          fault.name(),
          inFlight,
          offered.orders(),
          offered.refused(),
          recovery,
          reconcile(recovery));
    }
  }

  /** The first moment, within a few seconds, at which there is something to hit. */
  private static long awaitOrders(SystemState system, Shop shop) throws InterruptedException {
    try (var stores = Stores.open(system)) {
      var orders = new InFlight(stores);
      long deadline = System.nanoTime() + AIM.toNanos();
      long inFlight = 0;
      while (inFlight == 0 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        inFlight = shop.open() + orders.orders();
      }
      return inFlight;
    }
  }

  private int reconcile(OptionalDouble recovery) throws InterruptedException {
    if (recovery.isEmpty()) {
      return 2;
    }
    var result = Reconciliation.of(SystemState.load(), QUIET_WITHIN, settleWithin, _ -> {});
    if (result.exitCode() != 0) {
      result.print(System.out);
    }
    return result.exitCode();
  }

  private static int tell(List<Cell> cells) {
    long bad = cells.stream().filter(cell -> !cell.isGood()).count();
    long hit = cells.stream().mapToLong(Cell::inFlight).sum();
    System.out.printf(
        "%d cells, %d orders in flight when hit, %d offered, %d refused, %d cells not green%n",
        cells.size(),
        hit,
        cells.stream().mapToLong(Cell::offered).sum(),
        cells.stream().mapToLong(Cell::refused).sum(),
        bad);
    return bad == 0 ? 0 : 1;
  }
}
