package dev.coalmine.gateway.policy;

/**
 * One thing in a policy file that is wrong, or that is doubtful.
 *
 * @param line where it is, from 1; 0 when it is nowhere in particular
 * @param setting its path, as {@code limits.reads.rate}; empty when it is the file itself
 * @param text what is wrong and what is right, to be read after the setting
 */
record Mistake(int line, String setting, String text) {

  @Override
  public String toString() {
    var what = setting.isEmpty() ? text : setting + " " + text;
    return line == 0 ? what : "line " + line + ": " + what;
  }
}
