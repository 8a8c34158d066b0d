package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A launcher that outlives the terminal. Until it is ready, this one shows what it says. */
final class Detached {

  private static final int POLL_MS = 50;

  private final Home home;
  private final Path log;

  Detached(Home home) {
    this.home = home;
    log = home.log("launcher");
  }

  int start(List<String> arguments) {
    Home.delete(log);
    var command = new ArrayList<String>();
    command.add(Jvm.JAVA);
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.coalmine.lab.Coalmine"));
    command.addAll(arguments);
    var launcher =
        Spawning.spawn(
            new Invocation(command, Map.of()),
            home.run().resolve(UpCommand.LAUNCHER_PID),
            log,
            home.directory());
    var abort = Thread.ofPlatform().unstarted(launcher::destroy);
    Runtime.getRuntime().addShutdownHook(abort);
    try {
      return follow(launcher, abort);
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be read: %s".formatted(log, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int follow(Process launcher, Thread abort) throws IOException, InterruptedException {
    while (!Files.exists(log)) {
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      while (true) {
        boolean ended = !launcher.isAlive();
        boolean ready = isReady(launcher);
        copy(file);
        if (ready) {
          Runtime.getRuntime().removeShutdownHook(abort);
          TimeUnit.MILLISECONDS.sleep(POLL_MS); // its last words
          copy(file);
          return 0;
        }
        if (ended) {
          return launcher.exitValue();
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    }
  }

  private boolean isReady(Process launcher) {
    return SystemState.find(home)
        .filter(
            it -> it.launcher().pid() == launcher.pid() && it.phase() == SystemState.Phase.READY)
        .isPresent();
  }

  private static void copy(RandomAccessFile file) throws IOException {
    var bytes = new byte[(int) (file.length() - file.getFilePointer())];
    file.readFully(bytes);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
