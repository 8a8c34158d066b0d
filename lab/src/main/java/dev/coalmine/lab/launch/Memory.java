package dev.coalmine.lab.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a process and its children hold, in KiB.
 *
 * @param rss resident, with what is shared counted in full; 0 where there is no /proc
 * @param pss resident, with what is shared divided among those who share it
 */
record Memory(long rss, long pss) {

  static Memory of(long pid) {
    return new Memory(sum(pid, "Rss:"), sum(pid, "Pss:"));
  }

  private static long sum(long pid, String field) {
    return tree(pid).map(one -> read(one, field)).sum();
  }

  private static LongStream tree(long pid) {
    return Stream.concat(
            ProcessHandle.of(pid).stream(),
            ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants))
        .mapToLong(ProcessHandle::pid);
  }

  private static long read(long pid, String field) {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // it has just ended, or the system has no /proc
    }
  }
}
