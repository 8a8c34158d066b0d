package dev.coalmine.notification.mail;

import dev.coalmine.platform.recovery.BackOff;
import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param from sender's address; its domain also ends the Message-IDs
 * @param concurrency mails sent at once by this replica, 1–100
 * @param lease how long a mail belongs to who claimed it, 5 s–10 min; longer than an SMTP dialogue
 * @param poll how often due mails are looked for without being told, 50 ms–1 min
 * @param longestPause between attempts while the mail server is out, 1 s–1 h
 * @param probe while the mail server is out, how long after the last attempt one mail is tried
 *     early, 100 ms–1 min
 * @param recoveryRate mails per second that become due when it is back, 1–1,000
 * @param stopLimit how long a stop waits for mails that are being sent, 0–15 s; less than a phase
 *     of the shutdown
 */
@ConfigurationProperties("coalmine.mail")
record MailSettings(
    @DefaultValue("shop@coalmine.test") String from,
    @DefaultValue("4") int concurrency,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("20s") Duration longestPause,
    @DefaultValue("2s") Duration probe,
    @DefaultValue("20") int recoveryRate,
    @DefaultValue("10s") Duration stopLimit) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  MailSettings {
    if (from.indexOf('@') < 1) {
      throw new IllegalArgumentException("coalmine.mail.from must be an address");
    }
    Range.of("coalmine.mail")
        .check("concurrency", concurrency, 1, 100)
        .check("lease", lease, "5s", "10m")
        .check("poll", poll, "50ms", "1m")
        .check("longest-pause", longestPause, "1s", "1h")
        .check("probe", probe, "100ms", "1m")
        .check("recovery-rate", recoveryRate, 1, 1_000)
        .check("stop-limit", stopLimit, "0s", "15s");
  }

  String domain() {
    return from.substring(from.indexOf('@') + 1);
  }

  /**
   * Returns the pause before the next attempt.
   *
   * @param attempts so far, from 0
   */
  Duration pause(int attempts) {
    return new BackOff(FIRST_PAUSE, longestPause).pause(attempts);
  }
}
