package dev.coalmine.lab.cli;

/** A message is a stranger's text: it must not move the cursor of a person's terminal. */
public final class Printable {

  private Printable() {}

  /** On one line. */
  public static String text(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** With its line ends and tabs. */
  public static String lines(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
  }
}
