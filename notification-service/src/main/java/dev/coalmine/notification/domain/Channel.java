package dev.coalmine.notification.domain;

import java.util.Locale;

public enum Channel {
  MAIL,
  STREAM;

  /** As the rules name it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Channel of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
