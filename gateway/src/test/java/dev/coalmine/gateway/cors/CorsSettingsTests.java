package dev.coalmine.gateway.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsSettingsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example",
        "https://shop.example/",
        "https://shop.example/page",
        "https://ann@shop.example",
        "https://*.example",
        "https://Shop.example",
        "https://",
        "null",
        ""
      })
  void refuseWhatIsNoOrigin(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CorsSettings.Group(List.of(origin)))
        .withMessageContaining("'" + origin + "'");
  }

  @Test
  void refuseEveryOriginBesideOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CorsSettings.Group(List.of("*", "https://shop.example")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "http://localhost:5173", "http://[::1]:80", "*"})
  void takeOrigins(String origin) {
    assertThat(new CorsSettings.Group(List.of(origin)).origins()).containsExactly(origin);
  }
}
