package dev.coalmine.lab.bench.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coalmine.lab.cli.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;

/** What a Redis server counts. */
public final class RedisStatistics {

  private static final int LIMIT_MS = 5_000;

  private RedisStatistics() {}

  /**
   * Returns how often scripts were called, as {@code INFO commandstats} says. The commands inside a
   * script are counted there too, and are no calls of a client.
   *
   * @param port on the loopback interface
   */
  public static long scriptCalls(int port) {
    return scriptCalls(info(port, "commandstats"));
  }

  static long scriptCalls(String commandStatistics) {
    return commandStatistics
        .lines()
        .filter(line -> line.matches("cmdstat_(eval|evalsha|fcall)(_ro)?:.*"))
        .mapToLong(line -> number(line, "calls="))
        .sum();
  }

  /** Returns a number of {@code INFO}, such as used_memory or evicted_keys. */
  public static long number(int port, String section, String name) {
    return info(port, section)
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> number(line, ":"))
        .findFirst()
        .orElseThrow(() -> new UserError("Redis says nothing of " + name));
  }

  private static long number(String line, String before) {
    int start = line.indexOf(before) + before.length();
    int end = start;
    while (end < line.length() && Character.isDigit(line.charAt(end))) {
      end++;
    }
    return Long.parseLong(line.substring(start, end));
  }

  private static String info(int port, String section) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MS);
      socket.getOutputStream().write("INFO %s\r\n".formatted(section).getBytes(US_ASCII));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      int length = Integer.parseInt(in.readLine().substring(1));
      var text = new char[length];
      for (int read = 0; read < length; ) {
        int more = in.read(text, read, length - read);
        if (more < 0) {
          throw new IOException("the answer is cut off");
        }
        read += more;
      }
      return new String(text);
    } catch (IOException | NumberFormatException e) {
      throw new UserError("Redis on port %d does not say what it did: %s".formatted(port, e), e);
    }
  }
}
