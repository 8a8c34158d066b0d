package dev.coalmine.lab.bench.process;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time that programs have used, from {@code /proc/PID/stat}. */
public final class CpuTime {

  /**
   * Of a clock tick as the kernel tells it to programs: USER_HZ is 100 on every platform of ours.
   */
  private static final long MICROS_PER_TICK = 10_000;

  /** Fields behind the program's name, which may contain blanks; proc(5) counts two more. */
  private static final int USER = 11;

  private static final int KERNEL = 12;

  private CpuTime() {}

  /**
   * Returns what a process and its children have used, all threads, in user and kernel mode.
   *
   * @return microseconds, in steps of 10,000
   * @throws UserError when the process has ended
   */
  public static long micros(ProcessHandle process) {
    return of(process) + process.descendants().mapToLong(CpuTime::of).sum();
  }

  private static long of(ProcessHandle process) {
    try {
      return parse(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat")));
    } catch (IOException e) {
      throw new UserError("process %d has ended; see its log".formatted(process.pid()), e);
    }
  }

  static long parse(String stat) {
    var fields = stat.substring(stat.lastIndexOf(") ") + 2).split(" ");
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL])) * MICROS_PER_TICK;
  }
}
