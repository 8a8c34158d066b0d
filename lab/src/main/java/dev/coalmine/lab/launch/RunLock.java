package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One launcher per home. The operating system releases it when the launcher dies. */
record RunLock(FileChannel channel) {

  /**
   * @return empty when another launcher has it
   */
  static Optional<RunLock> take(Home home) {
    try {
      var channel =
          FileChannel.open(
              home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new RunLock(channel));
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be locked: %s".formatted(home.run(), e.getMessage()));
    }
  }

  static boolean isFree(Home home) {
    var lock = take(home);
    lock.ifPresent(RunLock::release);
    return lock.isPresent();
  }

  private void release() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LaunchFailure("the lock cannot be released: " + e.getMessage());
    }
  }
}
