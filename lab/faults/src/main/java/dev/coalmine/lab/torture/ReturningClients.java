package dev.coalmine.lab.torture;

import dev.coalmine.lab.proxy.OpenConnection;
import dev.coalmine.lab.torture.SocketOwners.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds in samples of the connections which client was answered when, after an outage. An answer is
 * what has come down to a client on a connection that this client still holds. One that was made
 * after the outage need not be held any longer: its owner is who was once seen to hold it, or the
 * link's only client.
 */
final class ReturningClients {

  private static final List<String> ALL =
      List.of("gateway", "order-service", "payment-service", "notification-service");

  /** By link, without a replica's number: the services that are its clients. */
  private static final Map<String, List<String>> CLIENTS =
      new TreeMap<>(
          Map.of(
              "postgres", List.of("order-service", "payment-service", "notification-service"),
              "kafka", List.of("order-service", "payment-service", "notification-service"),
              "redis", List.of("order-service", "notification-service"),
              "redis-limits", List.of("gateway"),
              "discovery", ALL,
              "payment-service-grpc", List.of("order-service"),
              "acquirer", List.of("payment-service"),
              "mail", List.of("notification-service"),
              "issuer", ALL));

  private final List<Client> expected;
  private final Map<Long, Long> downBefore = new HashMap<>();
  private final long lastIdBefore;
  private final Map<Long, String> ownersOfNew = new HashMap<>();
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
        .flatMap(service -> parts.getOrDefault(service, List.of()).stream())
        .map(part -> new Client(part, link))
        .toList();
  }

  /**
   * @param owners parts by the ports of their connections
   */
  void sample(Duration sinceEnd, List<OpenConnection> connections, Map<Ports, String> owners) {
    for (var connection : connections) {
      var owner = owner(connection, owners);
      if (connection.bytesDown() > downBefore.getOrDefault(connection.id(), 0L)) {
        var client = new Client(owner, connection.link());
        if (expected.contains(client)) {
          firstAnswers.putIfAbsent(client, sinceEnd);
        }
      }
    }
  }

  /** Null when it is not known. */
  private String owner(OpenConnection connection, Map<Ports, String> owners) {
    var owner = owners.get(new Ports(connection.clientPort(), connection.linkPort()));
    if (connection.id() <= lastIdBefore) {
      return owner;
    }
    if (owner != null) {
      ownersOfNew.putIfAbsent(connection.id(), owner);
    }
    return ownersOfNew.getOrDefault(connection.id(), onlyClient(connection.link()));
  }

  private String onlyClient(String link) {
    var ofLink = expected.stream().filter(it -> it.link().equals(link)).toList();
    return ofLink.size() == 1 ? ofLink.getFirst().part() : null;
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
