package dev.coalmine.notification.mail;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param from sender's address; its domain also ends the Message-IDs
 * @param concurrency mails sent at once by this replica, 1–100
 * @param lease how long a mail belongs to who claimed it, 5 s–10 min; longer than an SMTP dialogue
 * @param poll how often due mails are looked for without being told, 50 ms–1 min
 * @param longestPause between attempts while the mail server is out, 1 s–1 h
 * @param probe while the mail server is out, one mail is tried ahead of its time so long after the
 *     last attempt, 100 ms–1 min
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

  MailSettings {
    if (from.indexOf('@') < 1) {
      throw new IllegalArgumentException("coalmine.mail.from must be an address");
    }
    check("concurrency", concurrency, 1, 100);
    check("lease (s)", lease.toSeconds(), 5, 600);
    check("poll (ms)", poll.toMillis(), 50, 60_000);
    check("longest-pause (s)", longestPause.toSeconds(), 1, 3_600);
    check("probe (ms)", probe.toMillis(), 100, 60_000);
    check("recovery-rate", recoveryRate, 1, 1_000);
    check("stop-limit (ms)", stopLimit.toMillis(), 0, 15_000);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "coalmine.mail.%s must be %d to %d".formatted(name, least, most));
    }
  }

  String domain() {
    return from.substring(from.indexOf('@') + 1);
  }

  /** Exponential from half a second, between half and all of it. */
  Duration pause(int attempts) {
    long ceiling = Math.min(longestPause.toMillis(), 500L << Math.min(attempts, 16));
    return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
  }
}
