package dev.coalmine.lab.system;

import java.time.Instant;
import java.util.Map;

/**
 * What is known of one process of the system.
 *
 * @param name unique, with the replica's number: {@code order-service-2}
 * @param service the name without it
 * @param ports by purpose; {@code main} is the one it is known by
 * @param address for people
 * @param pid 0 when it does not run at the moment
 * @param since when it came into this status
 * @param lastExit how it last died; null if it did not
 */
public record PartState(
    String name,
    String service,
    Map<String, Integer> ports,
    String address,
    Status status,
    long pid,
    Instant since,
    int restarts,
    String lastExit) {

  /** Where a proxy stands before it. */
  public static final String FRONT = "front";

  /** Of a part that the launcher keeps alive. */
  public enum Status {
    WAITING,
    STARTING,
    READY,
    RESTARTING
  }

  /** Its own. */
  public int port() {
    return ports.get("main");
  }

  /** Where its clients find it: a proxy's, where one stands before it. */
  public int frontPort() {
    return ports.getOrDefault(FRONT, port());
  }
}
