package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One command at a time injects faults into a system, because each ends all faults at its end. The
 * file names the command and its process. The operating system releases the lock when the process
 * dies, so that a file that is left behind locks nothing.
 */
public record FaultLock(FileChannel channel) implements AutoCloseable {

  /**
   * Takes the lock of the home.
   *
   * @param command that takes it, such as {@code matrix}
   * @throws UserError when another command has it
   */
  public static FaultLock take(Home home, String command) {
    var file = home.run().resolve("faults.lock");
    try {
      Files.createDirectories(home.run());
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new UserError(
            "%s injects faults already, and two at once would end each other's; wait for its end, or end it with Ctrl-C"
                .formatted(holder(file)));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text(command).getBytes(StandardCharsets.UTF_8)));
      return new FaultLock(channel);
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be locked: %s".formatted(file, e.getMessage()));
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this process
    }
  }

  private static String text(String command) {
    return "./coalmine %s (process %d)".formatted(command, ProcessHandle.current().pid());
  }

  private static String holder(Path file) throws IOException {
    var holder = Files.readString(file);
    return holder.isBlank() ? "another command" : holder;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LaunchFailure("the lock cannot be released: " + e.getMessage());
    }
  }
}
