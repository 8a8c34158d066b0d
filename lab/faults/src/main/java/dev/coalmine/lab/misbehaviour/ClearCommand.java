package dev.coalmine.lab.misbehaviour;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./coalmine acquirer clear}. */
@Command(name = "clear", description = "Ends all faults of the acquirer.")
final class ClearCommand implements Callable<Integer> {

  @Mixin private AcquirerOption acquirer;

  @Override
  public Integer call() {
    acquirer.sandbox().clear();
    System.out.println("the acquirer behaves well again");
    return 0;
  }
}
