package dev.coalmine.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTextTests {

  @ParameterizedTest
  @CsvSource({
    "0, EUR, 0.00 EUR",
    "5, EUR, 0.05 EUR",
    "1299, EUR, 12.99 EUR",
    "1299, JPY, 1299 JPY",
    "1299, KWD, 1.299 KWD",
    "1299, XXX, 1299 XXX",
    "1299, ZZZ, 12.99 ZZZ",
    "9223372036854775807, EUR, 92233720368547758.07 EUR"
  })
  void writesMoneyWithTheDigitsOfItsCurrency(long amount, String currency, String written) {
    assertThat(NotificationText.money(amount, currency)).isEqualTo(written);
  }
}
