package dev.coalmine.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a list of RFC 9651 whose members are strings with integers as parameters, and nothing else:
 * by the parsing steps of its section 4.2, not by those of the code that writes.
 */
final class StructuredList {

  private final String text;
  private int at;

  private StructuredList(String text) {
    this.text = text;
  }

  /** The parameters by member. */
  static Map<String, Map<String, Long>> parse(String text) {
    return new StructuredList(text).list();
  }

  private Map<String, Map<String, Long>> list() {
    var members = new LinkedHashMap<String, Map<String, Long>>();
    while (true) {
      var name = string();
      demand(members.put(name, parameters()) == null, "a member twice");
      skip(" \t");
      if (at == text.length()) {
        return members;
      }
      expect(',');
      skip(" \t");
    }
  }

  private String string() {
    var value = new StringBuilder();
    expect('"');
    while (peek() != '"') {
      char c = text.charAt(at++);
      demand(c >= ' ' && c < 127, "a character that a string cannot hold");
      if (c == '\\') {
        c = text.charAt(at++);
        demand(c == '"' || c == '\\', "an escape");
      }
      value.append(c);
    }
    at++;
    return value.toString();
  }

  private Map<String, Long> parameters() {
    var parameters = new LinkedHashMap<String, Long>();
    while (at < text.length() && peek() == ';') {
      at++;
      skip(" ");
      int from = at;
      demand(peek() >= 'a' && peek() <= 'z', "the beginning of a key");
      skip("abcdefghijklmnopqrstuvwxyz0123456789_-.*");
      var key = text.substring(from, at);
      expect('=');
      parameters.put(key, integer());
    }
    return parameters;
  }

  private long integer() {
    int from = at;
    skip("0123456789");
    demand(at > from && at - from <= 15, "an integer of 1 to 15 digits");
    return Long.parseLong(text.substring(from, at));
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    demand(at < text.length(), "more");
    return text.charAt(at);
  }

  private void expect(char c) {
    demand(peek() == c, "a " + c);
    at++;
  }

  private void demand(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("%s expected at %d of %s".formatted(what, at, text));
    }
  }
}
