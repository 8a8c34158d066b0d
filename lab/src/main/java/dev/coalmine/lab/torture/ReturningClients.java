package dev.coalmine.lab.torture;

import dev.coalmine.lab.proxy.OpenConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds in samples of the connections which client was answered when, after an outage. An answer is
 * what has come down to a client on a connection that this client still holds. A link with a single
 * client needs no owner: what comes down on a connection made after the outage is for that one.
 */
final class ReturningClients {

  /**
   * The gateway and the services read the issuer's keys on connections that end before they can be
   * looked at, so which one it was is not known.
   */
  static final String ANY = "any of them";

  /** By link, without a replica's number: the services that are its clients. */
  private static final Map<String, List<String>> CLIENTS =
      new TreeMap<>(
          Map.of(
              "postgres", List.of("order-service", "payment-service", "notification-service"),
              "kafka", List.of("order-service", "payment-service", "notification-service"),
              "redis", List.of("order-service", "notification-service"),
              "discovery",
                  List.of("gateway", "order-service", "payment-service", "notification-service"),
              "payment-service-grpc", List.of("order-service"),
              "acquirer", List.of("payment-service"),
              "mail", List.of("notification-service"),
              "issuer", List.of(ANY)));

  private final List<Client> expected;
  private final Map<Long, Long> downBefore = new HashMap<>();
  private final long lastIdBefore;
  private final Map<Client, Duration> firstAnswers = new HashMap<>();

  /** A part and the link through which it calls. */
  record Client(String part, String link) {}

  /**
   * @param firstAnswer since the outage's end; null when none was seen
   */
  record Return(String part, String link, Duration firstAnswer) {}

  /**
   * @param expected whose return is waited for
   * @param before the connections at the outage's end
   */
  ReturningClients(List<Client> expected, List<OpenConnection> before) {
    this.expected = List.copyOf(expected);
    before.forEach(connection -> downBefore.put(connection.id(), connection.bytesDown()));
    lastIdBefore = before.stream().mapToLong(OpenConnection::id).max().orElse(0);
  }

  /** The links whose clients are known. */
  static List<String> links() {
    return List.copyOf(CLIENTS.keySet());
  }

  /**
   * @param parts by service, such as order-service and order-service-2
   */
  static List<Client> clients(String link, Map<String, List<String>> parts) {
    return CLIENTS.get(link).stream()
        .flatMap(service -> partsOf(service, parts).stream())
        .map(part -> new Client(part, link))
        .toList();
  }

  private static List<String> partsOf(String service, Map<String, List<String>> parts) {
    return service.equals(ANY) ? List.of(ANY) : parts.getOrDefault(service, List.of());
  }

  /**
   * @param owners parts by the local port of their connections
   */
  void sample(Duration sinceEnd, List<OpenConnection> connections, Map<Integer, String> owners) {
    for (var connection : connections) {
      if (connection.bytesDown() > downBefore.getOrDefault(connection.id(), 0L)) {
        var client = client(connection, owners);
        if (client != null) {
          firstAnswers.putIfAbsent(client, sinceEnd);
        }
      }
    }
  }

  private Client client(OpenConnection connection, Map<Integer, String> owners) {
    var owner = owners.get(connection.clientPort());
    if (owner != null && expected.contains(new Client(owner, connection.link()))) {
      return new Client(owner, connection.link());
    }
    return connection.id() > lastIdBefore ? clientWithoutOwner(connection.link()) : null;
  }

  private Client clientWithoutOwner(String link) {
    var ofLink = expected.stream().filter(it -> it.link().equals(link)).toList();
    return ofLink.size() == 1 ? ofLink.getFirst() : null;
  }

  boolean areComplete() {
    return firstAnswers.keySet().containsAll(expected);
  }

  List<Return> returns() {
    var all = new ArrayList<Return>();
    for (var client : expected) {
      all.add(new Return(client.part(), client.link(), firstAnswers.get(client)));
    }
    return all;
  }
}
