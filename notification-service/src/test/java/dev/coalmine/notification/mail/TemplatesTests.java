package dev.coalmine.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTests {

  private final Templates templates = new Templates();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order-placed",
        "order-confirmed",
        "order-rejected",
        "order-cancelled",
        "payment-captured",
        "payment-refunded",
        "refund-failed"
      })
  void fillsEachOfOurTemplatesCompletely(String name) {
    var text =
        templates.fill(name, Map.of("order", "0S9", "total", "1.00 EUR", "lines", "  1 x a"));

    assertThat(text.subject()).contains("0S9").doesNotContain("\n", "{{");
    assertThat(text.body()).isNotBlank().doesNotContain("{{");
  }

  @Test
  void letsNoValueMakeALineOfItsOwn() {
    var text = templates.fill("order-confirmed", Map.of("order", "0S9\r\nBcc: all@example.test"));

    assertThat(text.subject()).isEqualTo("Your order 0S9 Bcc: all@example.test is confirmed");
  }

  @Test
  void takesAValueAsItIs() {
    assertThat(templates.fill("order-confirmed", Map.of("order", "$1 {{total}}")).subject())
        .isEqualTo("Your order $1 {{total}} is confirmed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-painted", "subject-alone"})
  void namesATemplateThatIsMissingOrSaysNothing(String name) {
    assertThatThrownBy(() -> templates.fill(name, Map.of()))
        .isInstanceOf(TemplateDefect.class)
        .hasMessageContaining(name);
  }
}
