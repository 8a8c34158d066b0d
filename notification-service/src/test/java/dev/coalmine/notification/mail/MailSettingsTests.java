package dev.coalmine.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailSettingsTests {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(10);

  @ParameterizedTest
  @CsvSource({
    "0, 250, 500",
    "1, 500, 1000",
    "3, 2000, 4000",
    "6, 10000, 20000",
    "60, 10000, 20000"
  })
  void pausesTwiceAsLongAfterEachAttemptUpToABound(int attempts, long least, long most) {
    var settings =
        new MailSettings(
            "shop@coalmine.test", 4, LEASE, POLL, LONGEST, Duration.ofSeconds(2), 20, STOP);

    for (int i = 0; i < 100; i++) {
      assertThat(settings.pause(attempts).toMillis()).isBetween(least, most);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void namesTheSettingThatIsOutOfRange(int concurrency) {
    assertThatThrownBy(
            () ->
                new MailSettings(
                    "a@b", concurrency, LEASE, POLL, LONGEST, Duration.ofSeconds(2), 20, STOP))
        .hasMessage("coalmine.mail.concurrency must be 1 to 100, not " + concurrency);
  }
}
