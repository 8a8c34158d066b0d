package dev.coalmine.gateway.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON object on one line, written into bytes at once: an encoder that first builds a tree of
 * members costs more than the rest of the access log. Names are constants of ours and are not
 * escaped. It is used by one thread.
 */
final class JsonLine {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private byte[] bytes = new byte[1024];
  private int length;
  private boolean first = true;

  JsonLine() {
    put('{');
  }

  /** Begins a member that is an object; {@link #end()} ends it. */
  JsonLine object(String name) {
    name(name);
    put('{');
    first = true;
    return this;
  }

  JsonLine end() {
    put('}');
    first = false;
    return this;
  }

  JsonLine text(String name, String value) {
    name(name);
    put('"');
    escaped(value);
    put('"');
    return this;
  }

  JsonLine number(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    return this;
  }

  /** The object and the end of its line; nothing can be added any more. */
  byte[] complete() {
    put('}');
    put('\n');
    return Arrays.copyOf(bytes, length);
  }

  private void name(String name) {
    if (!first) {
      put(',');
    }
    first = false;
    put('"');
    ascii(name);
    put('"');
    put(':');
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /** RFC 8259 §7; what is not ASCII is encoded by the JDK, half a surrogate pair as a mark. */
  private void escaped(String text) {
    reserve(6 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128) {
        var rest = text.substring(i, end(text, i));
        var encoded = rest.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        i += rest.length() - 1;
      } else if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else if (c < ' ' || c == 127) {
        unicode(c);
      } else {
        bytes[length++] = (byte) c;
      }
    }
  }

  /** Where the characters beyond ASCII end that begin here. */
  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= 128) {
      end++;
    }
    return end;
  }

  private void unicode(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    bytes[length++] = '0';
    bytes[length++] = '0';
    bytes[length++] = HEX[c >> 4];
    bytes[length++] = HEX[c & 15];
  }

  private void put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
