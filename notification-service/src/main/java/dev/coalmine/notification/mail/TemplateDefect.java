package dev.coalmine.notification.mail;

/** There are no words for a notification, and trying again makes none. */
class TemplateDefect extends RuntimeException {

  TemplateDefect(String message, Throwable cause) {
    super(message, cause);
  }
}
