package dev.coalmine.gateway.telemetry;

import java.time.Instant;

/** Writes times as RFC 3339 has them, in microseconds; the text of a second is made once. */
final class TimestampText {

  private volatile Second last = Second.of(Instant.EPOCH);

  String of(Instant time) {
    var second = last;
    if (second.epoch != time.getEpochSecond()) {
      second = Second.of(time);
      last = second;
    }
    var text = new char[second.text.length() + 8];
    int at = second.text.length();
    second.text.getChars(0, at, text, 0);
    text[at++] = '.';
    int micros = time.getNano() / 1_000;
    for (int unit = 100_000; unit > 0; unit /= 10) {
      text[at++] = (char) ('0' + micros / unit % 10);
    }
    text[at] = 'Z';
    return new String(text);
  }

  /**
   * @param text without the {@code Z}
   */
  private record Second(long epoch, String text) {

    static Second of(Instant time) {
      var text = Instant.ofEpochSecond(time.getEpochSecond()).toString();
      return new Second(time.getEpochSecond(), text.substring(0, text.length() - 1));
    }
  }
}
