package dev.coalmine.lab.mail;

/** A message is a stranger's text: it must not move the cursor of a person's terminal. */
final class Printable {

  private Printable() {}

  /** On one line. */
  static String text(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** With its line ends and tabs. */
  static String lines(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
  }
}
