package dev.coalmine.lab.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LinkAddressTests {

  private final LinkAddress.Converter converter = new LinkAddress.Converter();

  @Test
  void readsANameAndTwoPorts() {
    assertThat(converter.convert("postgres=18110:18090"))
        .isEqualTo(new LinkAddress("postgres", 18_110, 18_090));
  }

  @Test
  void readsTheHostOfAnotherMachine() {
    assertThat(converter.convert("postgres=5432:postgres-direct:5433"))
        .isEqualTo(new LinkAddress("postgres", 5_432, "postgres-direct", 5_433));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres",
        "=1:2",
        "a=1",
        "a=1:",
        "a=70000:1",
        "a=1:70000",
        "a=1:0",
        "a=b:c",
        "a=1:b:",
        "a=1:b_c:1"
      })
  void explainsWhatIsNone(String text) {
    assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class);
  }
}
