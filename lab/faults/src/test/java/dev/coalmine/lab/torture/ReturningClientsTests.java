package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.proxy.OpenConnection;
import dev.coalmine.lab.torture.ReturningClients.Client;
import dev.coalmine.lab.torture.ReturningClients.Return;
import dev.coalmine.lab.torture.SocketOwners.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReturningClientsTests {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int LINK_PORT = 9;

  @Test
  void anAnswerIsWhatHasComeDownSinceTheEnd() {
    var clients = clients(List.of(of("a", "redis"), of("b", "redis")), connection(1, 10, 500));

    clients.sample(SECOND, List.of(connection(1, 10, 500)), Map.of(ports(10), "a"));
    assertThat(clients.areComplete()).isFalse();
    clients.sample(SECOND.multipliedBy(2), List.of(connection(1, 10, 501)), Map.of(ports(10), "a"));
    clients.sample(SECOND.multipliedBy(3), List.of(connection(1, 10, 900)), Map.of(ports(10), "a"));

    assertThat(clients.returns())
        .containsExactly(
            new Return("a", "redis", SECOND.multipliedBy(2)), new Return("b", "redis", null));
  }

  @Test
  void whatComesDownToWhoHasGivenUpIsNone() {
    var clients = clients(List.of(of("a", "mail")), connection("mail", 1, 10, 0));

    clients.sample(SECOND, List.of(connection("mail", 1, 10, 99)), Map.of());

    assertThat(clients.areComplete()).isFalse();
  }

  @Test
  void aLinksOnlyClientNeedsNoOwner() {
    var clients = clients(List.of(of("a", "mail")), connection("mail", 1, 10, 0));

    clients.sample(SECOND, List.of(connection("mail", 2, 11, 99)), Map.of());

    assertThat(clients.returns()).containsExactly(new Return("a", "mail", SECOND));
  }

  @Test
  void oneOfSeveralDoes() {
    var clients = clients(List.of(of("a", "redis"), of("b", "redis")));

    clients.sample(SECOND, List.of(connection(2, 11, 99)), Map.of());

    assertThat(clients.returns()).allMatch(it -> it.firstAnswer() == null);
  }

  @Test
  void aConnectionThatHasEndedBelongsToWhoWasSeenToHoldIt() {
    var clients = clients(List.of(of("a", "issuer"), of("b", "issuer")));

    clients.sample(SECOND, List.of(connection("issuer", 2, 11, 0)), Map.of(ports(11), "b"));
    clients.sample(SECOND.multipliedBy(2), List.of(connection("issuer", 2, 11, 99)), Map.of());

    assertThat(clients.returns())
        .containsExactly(
            new Return("a", "issuer", null), new Return("b", "issuer", SECOND.multipliedBy(2)));
  }

  @Test
  void aPortThatAnotherPartUsesForAnotherConnectionNamesNoOwner() {
    var clients = clients(List.of(of("a", "redis"), of("b", "redis")));

    clients.sample(
        SECOND,
        List.of(connection(2, 11, 99)),
        Map.of(ports(11), "a", new Ports(11, LINK_PORT + 1), "b"));

    assertThat(clients.returns())
        .containsExactly(new Return("a", "redis", SECOND), new Return("b", "redis", null));
  }

  @Test
  void anotherPartsAnswerIsNotTheOnlyClients() {
    var clients = clients(List.of(of("a", "mail")));

    clients.sample(SECOND, List.of(connection("mail", 2, 11, 99)), Map.of(ports(11), "stranger"));

    assertThat(clients.areComplete()).isFalse();
  }

  @Test
  void readsTheKernelsTable() {
    var ports = new java.util.HashMap<Ports, String>();

    SocketOwners.add(
        "  4: 0100007F:C350 0100007F:4F5C 01 00000000:00000000 00:00000000 00000000  0  0 4711 1",
        Map.of("4711", "order-service"),
        ports);

    assertThat(ports).containsExactly(Map.entry(new Ports(50_000, 20_316), "order-service"));
  }

  private static ReturningClients clients(List<Client> expected, OpenConnection... before) {
    return new ReturningClients(expected, List.of(before));
  }

  private static Ports ports(int client) {
    return new Ports(client, LINK_PORT);
  }

  private static Client of(String part, String link) {
    return new Client(part, link);
  }

  private static OpenConnection connection(long id, int port, long down) {
    return connection("redis", id, port, down);
  }

  private static OpenConnection connection(String link, long id, int port, long down) {
    return new OpenConnection(id, link, port, LINK_PORT, 0, down);
  }
}
