package dev.coalmine.lab.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * As which user PostgreSQL runs. It refuses to run as root, and wants its data to belong to the
 * user that it runs as.
 */
enum UnprivilegedUser {

  /** The user who runs this, who is not root. */
  SELF(-1, List.of()),

  /**
   * Root in a user namespace of its own, without a mapping: it is the overflow user in there, and
   * its files are still root's. A plain container usually forbids it.
   */
  NAMESPACE(0, List.of("unshare", "-U")),

  /**
   * The overflow user (65534), who may pass every folder as root may: data and binaries can lie
   * below a home that only root can enter. Programs ask whether they may with access(2), which
   * looks at the capabilities only when they are not fixed up for the user. Docker's default
   * capabilities allow it.
   */
  OVERFLOW(
      65_534,
      List.of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          "--securebits=+no_setuid_fixup",
          "--inh-caps=+dac_override",
          "--ambient-caps=+dac_override"));

  private static final int PROBE_SECONDS = 10;
  private static final String UID = "unix:uid";

  private final int uid;
  private final List<String> prefix;

  UnprivilegedUser(int uid, List<String> prefix) {
    this.uid = uid;
    this.prefix = prefix;
  }

  /**
   * The first that works here.
   *
   * @throws ServerFailure when this is root and none does
   */
  static UnprivilegedUser find() {
    return find(Platform.isRoot(), UnprivilegedUser::works);
  }

  static UnprivilegedUser find(boolean root, Predicate<UnprivilegedUser> works) {
    if (!root) {
      return SELF;
    }
    for (var user : List.of(NAMESPACE, OVERFLOW)) {
      if (works.test(user)) {
        return user;
      }
    }
    throw new ServerFailure(
        "PostgreSQL does not run as root, and root may neither make a user namespace here (unshare"
            + " -U) nor become another user (setpriv, with the capabilities SETUID, SETGID, SETPCAP"
            + " and DAC_OVERRIDE); run this as a user that is not root");
  }

  boolean works() {
    try {
      var probe =
          new ProcessBuilder(command(Path.of("true"), List.of()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        probe.destroyForcibly();
        return false;
      }
      return probe.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  List<String> command(Path program, List<String> arguments) {
    var command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  /**
   * Makes a folder this user's, with all that is in it. It may be another's: the same data, on a
   * machine or in a container that allowed something else.
   *
   * @throws ServerFailure when it cannot be given
   */
  void own(Path folder) {
    if (this == SELF) {
      return;
    }
    try {
      if (owner(folder) == uid) {
        return;
      }
      try (var files = Files.walk(folder)) {
        // the folder itself is the last, so that one half given is given again
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.setAttribute(file, UID, uid, LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException e) {
      throw new ServerFailure(
          "%s cannot be given to user %d, as whom PostgreSQL runs here: %s"
              .formatted(folder, uid, e.getMessage()));
    }
  }

  static int owner(Path file) throws IOException {
    return (int) Files.getAttribute(file, UID, LinkOption.NOFOLLOW_LINKS);
  }
}
