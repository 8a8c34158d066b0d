package dev.coalmine.lab.launch;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.HttpAddress;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.system.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seed}: what {@code up} does at its end, for a system that something else has started. */
@Command(name = "seed", description = "Put the lab's products on sale, those that are missing.")
public final class SeedCommand implements Callable<Integer> {

  @Option(
      names = "--issuer",
      converter = HttpAddress.class,
      paramLabel = "URL",
      description = "who gives the shop keeper's token; the system's if not given")
  private URI issuer;

  @Option(
      names = "--shop",
      converter = HttpAddress.class,
      paramLabel = "URL",
      description = "where products are put: the gateway (if not given), or order-service itself")
  private URI shop;

  @Option(
      names = "--tries",
      defaultValue = "60",
      description = "one a second, while the system does not answer (${DEFAULT-VALUE})")
  @Bounds(least = "1", most = "86400")
  private int tries;

  @Spec private CommandSpec command;

  private String told = "";

  @Override
  public Integer call() throws InterruptedException {
    if (issuer == null || shop == null) {
      var system = RunningSystem.find();
      issuer = issuer == null ? system.issuer() : issuer;
      shop = shop == null ? system.gateways().getFirst() : shop;
    }
    try {
      int missing = Catalogue.seed(issuer, shop, tries, this::waiting);
      command.commandLine().getOut().printf("%d products put on sale%n", missing);
      return 0;
    } catch (IOException e) {
      throw new LaunchFailure("The products could not be put on sale: " + reason(e));
    }
  }

  /** Once, and again when it is something else. */
  private void waiting(IOException obstacle) {
    if (!reason(obstacle).equals(told)) {
      told = reason(obstacle);
      command.commandLine().getErr().println("waiting: " + told);
    }
  }

  private String reason(IOException e) {
    return e.getMessage() == null ? shop + " does not answer" : e.getMessage();
  }
}
