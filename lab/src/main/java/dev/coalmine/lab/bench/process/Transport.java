package dev.coalmine.lab.bench.process;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** How a Java program waits for its sockets, as the names of its threads say. */
public enum Transport {
  EPOLL,
  NIO,
  IO_URING;

  /** The kernel keeps 15 characters of a thread's name, so "reactor-http-ep" is all there is. */
  private static final String REACTOR = "reactor-http-";

  private static final String VERTX = "vertx-http-";
  private static final String RING = "[io_uring]";

  /**
   * Finds the transport of a process that listens.
   *
   * @throws UserError when no thread is named as those of Reactor Netty or our Vert.x proxy
   */
  public static Transport of(long pid) {
    return hasRing(pid) ? IO_URING : of(threads(pid));
  }

  /**
   * @param threads names of threads, possibly cut to 15 characters
   */
  static Transport of(Collection<String> threads) {
    var kinds =
        threads.stream()
            .filter(name -> name.startsWith(REACTOR) || name.startsWith(VERTX))
            .map(name -> name.substring(name.startsWith(REACTOR) ? 13 : 11))
            .toList();
    if (kinds.isEmpty()) {
      throw new UserError("no thread says which transport is used: " + threads);
    }
    if (kinds.stream().anyMatch(kind -> kind.startsWith("io"))) {
      return IO_URING;
    }
    return kinds.stream().allMatch(kind -> kind.startsWith("ep")) ? EPOLL : NIO;
  }

  private static List<String> threads(long pid) {
    try (var tasks = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return tasks.map(Transport::name).toList();
    } catch (IOException e) {
      throw new UserError("process %d has ended; see its log".formatted(pid), e);
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** A ring is a file descriptor, whatever its threads are called. */
  private static boolean hasRing(long pid) {
    try (var descriptors = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
      return descriptors.anyMatch(Transport::isRing);
    } catch (IOException e) {
      throw new UserError("process %d has ended; see its log".formatted(pid), e);
    }
  }

  private static boolean isRing(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains(RING);
    } catch (IOException e) {
      return false; // it is closed
    }
  }
}
