package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which part of the system holds which TCP connection, as Linux's {@code /proc} tells. A local port
 * alone does not name a connection: Linux gives it to several at once that lead elsewhere.
 */
final class SocketOwners {

  private static final Path PROC = Path.of("/proc");
  private static final List<String> TABLES = List.of("net/tcp", "net/tcp6");
  private static final int LOCAL_ADDRESS = 1;
  private static final int REMOTE_ADDRESS = 2;
  private static final int INODE = 9;
  private static final int HEXADECIMAL = 16;
  private static final String NO_INODE = "0";

  private SocketOwners() {}

  /**
   * @param local the port of the part
   * @param remote the port that it called
   */
  record Ports(int local, int remote) {}

  /**
   * @return parts by the ports of their connections
   * @throws UserError on a system without {@code /proc/net/tcp}
   */
  static Map<Ports, String> of(SystemState system) {
    if (!Files.isReadable(PROC.resolve(TABLES.getFirst()))) {
      throw new UserError("only Linux tells whose a connection is; run this on Linux");
    }
    var byInode = new HashMap<String, String>();
    for (var part : system.parts()) {
      system
          .process(part.name())
          .ifPresent(process -> addSockets(process.pid(), part.name(), byInode));
    }
    var byPorts = new HashMap<Ports, String>();
    for (var table : TABLES) {
      lines(PROC.resolve(table)).forEach(line -> add(line, byInode, byPorts));
    }
    return byPorts;
  }

  private static void addSockets(long pid, String part, Map<String, String> byInode) {
    try (var descriptors = Files.list(PROC.resolve(pid + "/fd"))) {
      descriptors.forEach(
          descriptor -> {
            var target = target(descriptor);
            if (target.startsWith("socket:[")) {
              byInode.put(target.substring("socket:[".length(), target.length() - 1), part);
            }
          });
    } catch (IOException | UncheckedIOException e) {
      // it has just ended
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed since
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      return Stream.empty(); // a kernel without IPv6
    }
  }

  /** As {@code 0: 0100007F:1F90 0100007F:C350 01 ... inode}, the ports in hexadecimal. */
  static void add(String line, Map<String, String> byInode, Map<Ports, String> byPorts) {
    var fields = line.trim().split("\\s+");
    if (fields.length > INODE && !fields[INODE].equals(NO_INODE)) {
      var part = byInode.get(fields[INODE]);
      if (part != null) {
        byPorts.put(new Ports(port(fields[LOCAL_ADDRESS]), port(fields[REMOTE_ADDRESS])), part);
      }
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL);
  }
}
