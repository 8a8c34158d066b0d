package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** What is made once per build: extracted jars and start-up caches, two at a time. */
record Preparation(Home home, Tools tools, PrintStream out) {

  private static final int AT_ONCE = 2;

  void extract(List<ServiceJar> jars) {
    var missing = jars.stream().filter(jar -> !jar.isExtracted(home)).toList();
    if (missing.isEmpty()) {
      return;
    }
    out.printf("unpacking %d services (once per build)%n", missing.size());
    run(missing.stream().<Callable<Object>>map(jar -> () -> extract(jar)).toList());
  }

  private Object extract(ServiceJar jar) {
    jar.extract(home, tools);
    return jar;
  }

  void train(List<TrainingRun> trainings) {
    var missing = trainings.stream().filter(r -> r.cache().isUntried()).toList();
    if (missing.isEmpty()) {
      return;
    }
    out.printf("making %d start-up caches (once per build)%n", missing.size());
    run(missing.stream().<Callable<Object>>map(training -> () -> train(training)).toList());
  }

  private Object train(TrainingRun training) {
    long start = System.nanoTime();
    training.execute(tools);
    var took = Duration.ofNanos(System.nanoTime() - start);
    out.printf(
        "  %-22s %s %5.1f s%n",
        training.cache().name(),
        training.cache().trained() ? "cached " : "without",
        took.toMillis() / 1000.0);
    return training;
  }

  private static void run(List<Callable<Object>> tasks) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LaunchFailure failure
          ? failure
          : new LaunchFailure(e.getCause().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted");
    }
  }

  /** Deletes what fits an earlier build. */
  void forgetOthers(Set<Path> jars, List<AotCache> caches) {
    var keep =
        caches.stream()
            .map(cache -> cache.file().getFileName().toString())
            .collect(Collectors.toSet());
    for (var folder : list(home.jars())) {
      if (!jars.contains(folder)) {
        Home.delete(folder);
      }
    }
    for (var file : list(home.aot())) {
      if (!keep.contains(file.getFileName().toString().replace(".failed", ""))) {
        Home.delete(file);
      }
    }
  }

  private static List<Path> list(Path folder) {
    try (var files = Files.list(folder)) {
      return new ArrayList<>(files.toList());
    } catch (IOException e) {
      return List.of(); // nothing to tidy
    }
  }
}
