package dev.coalmine.notification.mail;

import org.jspecify.annotations.Nullable;

/** There are no words for a notification, and trying again makes none. */
class TemplateDefect extends RuntimeException {

  TemplateDefect(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
