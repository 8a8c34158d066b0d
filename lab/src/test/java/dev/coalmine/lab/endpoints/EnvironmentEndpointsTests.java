package dev.coalmine.lab.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.target.Manifests;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentEndpointsTests {

  @Test
  void saysWhereEverythingIs() {
    var inside =
        environment(
            Map.of(
                "COALMINE_GATEWAY", "http://one:8080,http://two:8080",
                "COALMINE_POSTGRES", "postgres:5432",
                "COALMINE_ORDERS_READER_PASSWORD", "secret",
                "COALMINE_MAIL", "http://mail:18098"));

    assertThat(inside.gateways())
        .containsExactly(URI.create("http://one:8080"), URI.create("http://two:8080"));
    assertThat(inside.database("orders").url()).isEqualTo("jdbc:postgresql://postgres:5432/orders");
    assertThat(inside.database("orders").reader()).isEqualTo("orders_reader");
    assertThat(inside.database("orders").password()).isEqualTo("secret");
    assertThat(inside.mails()).isEqualTo(URI.create("http://mail:18098/caught"));
    assertThat(inside.journalDirectory()).isEqualTo(Path.of("/data/data/journal"));
  }

  @Test
  void isNotGivenOnALaptop() {
    assertThat(environment(Map.of("PATH", "/bin")).isGiven()).isFalse();
    assertThat(environment(Map.of("COALMINE_GATEWAY", "http://one:8080")).isGiven()).isTrue();
  }

  @Test
  void asksForAVariableOnlyWhenItIsNeeded() {
    var inside = environment(Map.of("COALMINE_GATEWAY", "http://one:8080"));

    assertThatCode(inside::gateways).doesNotThrowAnyException();
    assertThatThrownBy(() -> inside.database("payments"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "COALMINE_PAYMENTS_READER_PASSWORD is not set: the password of role payments_reader");
    assertThatThrownBy(inside::kafka)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("COALMINE_KAFKA is not set");
  }

  @Test
  void theClusterAndComposeSayAllThatIsAsked() throws Exception {
    for (var names : List.of(Manifests.cronJobVariables(), Manifests.composeVariables())) {
      var inside = environment(names);

      assertThat(inside.isGiven()).isTrue();
      assertThat(inside.gateways()).hasSize(1);
      for (var database : List.of("orders", "payments", "notifications")) {
        assertThat(inside.database(database).password()).isNotBlank();
      }
      assertThat(List.of(inside.issuer(), inside.acquirer(), inside.mails()))
          .allMatch(it -> it.getScheme().equals("http"));
      assertThat(List.of(inside.kafka(), inside.acquirerKey())).doesNotContain("");
    }
  }

  private static EnvironmentEndpoints environment(Map<String, String> variables) {
    return new EnvironmentEndpoints(variables, new Home(Path.of("/app"), Path.of("/data")));
  }
}
