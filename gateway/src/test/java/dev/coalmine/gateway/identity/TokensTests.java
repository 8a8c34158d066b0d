package dev.coalmine.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.gateway.Issuer;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.platform.issuer.IssuerSettings;
import dev.coalmine.platform.issuer.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class TokensTests {

  private static final Path EXAMPLES = Path.of("../contracts/identity/claims.json");

  private final Issuer issuer = new Issuer();
  private final IssuerSettings settings =
      new IssuerSettings(issuer.url(), "coalmine", Duration.ofSeconds(5), Duration.ofSeconds(1));
  private final Tokens tokens =
      new Tokens(
          new TokenSettings(Duration.ofSeconds(60), 100), settings, new SigningKeys(settings));

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void remembersAVerifiedTokenAndNoOther() {
    var token = issuer.token("ann", "orders:read orders:write");

    assertThat(tokens.verify(token).block())
        .returns("ann", Caller::subject)
        .satisfies(ann -> assertThat(ann.scopes()).contains("orders:read", "orders:write"));
    assertThat(tokens.remembered(token)).isNotNull();

    var forged = issuer.forged();
    assertThatThrownBy(() -> tokens.verify(forged).block()).isInstanceOf(Problem.class);
    assertThat(tokens.remembered(forged)).isNull();
  }

  @Test
  void readsScopesThatAreAList() {
    var token = issuer.token(claims -> claims.claim("scope", List.of("orders:read", "x")));

    assertThat(tokens.verify(token).block().scopes()).containsExactlyInAnyOrder("orders:read", "x");
  }

  /** {@code contracts/identity}, which the services are tested against as well. */
  static List<Example> examples() throws IOException {
    return JsonMapper.shared()
        .readValue(Files.readString(EXAMPLES), new TypeReference<List<Example>>() {});
  }

  record Example(String claim, Object value, boolean accepted) {}

  @ParameterizedTest
  @MethodSource("examples")
  void readsClaimsAsTheContractSays(Example example) {
    var token = issuer.token(example.claim(), example.value());

    if (example.accepted()) {
      assertThat(tokens.verify(token).block()).isNotNull();
    } else {
      assertThatThrownBy(() -> tokens.verify(token).block()).isInstanceOf(Problem.class);
    }
  }

  @Test
  void forgetsATokenWhenItEnds() {
    var end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
    var token = issuer.token(claims -> claims.expirationTime(Date.from(end)));
    tokens.verify(token).block();

    await().atMost(Duration.ofSeconds(5)).until(() -> tokens.remembered(token) == null);

    assertThat(Instant.now()).isBefore(end.plusSeconds(1));
    assertThatThrownBy(() -> tokens.verify(token).block()).hasMessageContaining("expired");
  }

  @Test
  void knowsItsTokensWhileTheIssuerIsAway() {
    tokens.verify(issuer.token("ann", "")).block();
    issuer.away(true);

    await()
        .until(() -> tokens.verify(issuer.token("bob", "")).block() != null && issuer.asked() > 1);
    assertThat(tokens.verify(issuer.token("eve", "")).block().subject()).isEqualTo("eve");
  }

  @Test
  void saysThatItCannotKnowWhenTheIssuerWasNeverThere() {
    issuer.away(true);

    assertThatThrownBy(() -> tokens.verify(issuer.token("ann", "")).block())
        .hasMessageContaining("cannot be checked now");
  }

  @Test
  void aNewKeyEndsWhatTheOldOneSigned() {
    var old = issuer.token("ann", "");
    tokens.verify(old).block();
    issuer.rotate("second");

    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(() -> tokens.verify(issuer.token("ann", "")).block() != null);

    await().until(() -> tokens.remembered(old) == null); // told after the new keys are in use
    assertThatThrownBy(() -> tokens.verify(old).block()).hasMessageContaining("not one of");
  }
}
