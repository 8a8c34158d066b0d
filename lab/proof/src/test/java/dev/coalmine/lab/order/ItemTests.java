package dev.coalmine.lab.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.load.OrderJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTests {

  @ParameterizedTest
  @CsvSource({
    "lamp, lamp, standard, 1",
    "lamp:brass, lamp, brass, 1",
    "lamp*3, lamp, standard, 3",
    "lamp:brass*12, lamp, brass, 12"
  })
  void readsWhatAPersonWrites(String text, String sku, String offer, int quantity) {
    assertThat(Item.parse(text)).isEqualTo(new OrderJson.Line(sku, offer, quantity));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":brass", "lamp*", "lamp*x", "lamp:brass*1234567", "lamp*-1"})
  void explainsWhatItCannotRead(String text) {
    assertThatThrownBy(() -> Item.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no item such as lamp");
  }
}
