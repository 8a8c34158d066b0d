package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.system.Leftovers;
import dev.coalmine.lab.system.PidFile;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code ./coalmine down}. */
@Command(name = "down", description = "Stops exactly what up has started. Data is kept.")
public final class DownCommand implements Callable<Integer> {

  private static final int POLL_MS = 50;
  private static final int LIMIT_MS = 90_000;

  @Override
  public Integer call() throws InterruptedException {
    var home = Home.find();
    var launcher =
        new PidFile(home.run().resolve(UpCommand.LAUNCHER_PID))
            .running()
            .flatMap(ProcessIdentity::running);
    if (launcher.isPresent()) {
      System.out.println("stopping");
      launcher.get().destroy();
      awaitEnd(home);
    }
    var leftovers = Leftovers.of(home);
    if (!leftovers.isEmpty()) {
      leftovers.stop();
      System.out.printf("stopped %d parts that had no launcher%n", leftovers.processes().size());
    } else {
      System.out.println(launcher.isPresent() ? "stopped" : "nothing is running");
    }
    return 0;
  }

  private static void awaitEnd(Home home) throws InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
    while (!RunLock.isFree(home)) {
      if (System.nanoTime() > deadline) {
        throw new LaunchFailure("the launcher did not stop within 90 s; see logs launcher");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }
}
