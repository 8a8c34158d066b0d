package dev.coalmine.gateway.route;

/**
 * Paths that differ in some segments.
 *
 * @param text a path in which {@code *} stands for one segment that is not empty
 */
public record PathTemplate(String text) {

  /** Compares character by character: no pattern is parsed and nothing is allocated per request. */
  public boolean matches(String path) {
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '*') {
        int end = path.indexOf('/', at);
        end = end < 0 ? path.length() : end;
        if (end == at) {
          return false;
        }
        at = end;
      } else if (at == path.length() || path.charAt(at++) != text.charAt(i)) {
        return false;
      }
    }
    return at == path.length();
  }

  /** Whether every path of the other template is one of this template. */
  public boolean covers(PathTemplate other) {
    var mine = text.split("/", -1);
    var theirs = other.text.split("/", -1);
    if (mine.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < mine.length; i++) {
      if (!mine[i].equals("*") && !mine[i].equals(theirs[i])) {
        return false;
      }
    }
    return true;
  }
}
