package dev.coalmine.lab.bench.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds the end of an HTTP/1.1 answer in bytes that come in pieces. One request is under way at a
 * time, so nothing may follow an answer.
 */
final class AnswerReader {

  private static final int SMALL = 4 * 1024;
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final String LENGTH = "content-length:";
  private static final String CODING = "transfer-encoding:";
  private static final String CONNECTION = "connection:";

  private byte[] bytes = new byte[SMALL];
  private int count;
  private boolean closes;

  /**
   * Takes what has come.
   *
   * @throws IOException when an answer is larger than 4 MiB
   */
  void add(ByteBuffer piece) throws IOException {
    if (count + piece.remaining() > bytes.length) {
      if (count + piece.remaining() > LARGEST) {
        throw new IOException("an answer is larger than 4 MiB");
      }
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + piece.remaining()));
    }
    int length = piece.remaining();
    piece.get(bytes, count, length);
    count += length;
  }

  /**
   * Returns the status of the answer when all of it is there, else 0; the answer is forgotten then.
   *
   * @throws IOException when the bytes are no answer, or more than one
   */
  int take() throws IOException {
    int head = headEnd();
    if (head < 0) {
      return 0;
    }
    int end = end(head);
    if (end < 0 || end > count) {
      return 0;
    }
    if (end < count) {
      throw new IOException("bytes follow the answer");
    }
    count = 0;
    return status();
  }

  /** Forgets what has come, for a connection that is opened again. */
  void forget() {
    count = 0;
  }

  /** Returns whether the last answer ends its connection. */
  boolean closes() {
    return closes;
  }

  private int status() throws IOException {
    if (bytes[0] != 'H' || bytes[8] != ' ') {
      throw new IOException("what came is no answer of HTTP/1.1");
    }
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
  }

  /** Returns the index behind the head, or -1. */
  private int headEnd() {
    for (int i = 3; i < count; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int end(int head) throws IOException {
    int length = 0;
    boolean chunked = false;
    closes = false;
    for (int line = lineEnd(0); line < head - 2; line = lineEnd(line)) {
      if (startsWith(line, LENGTH)) {
        length = number(line + LENGTH.length());
      } else if (startsWith(line, CODING)) {
        chunked = true;
      } else if (startsWith(line, CONNECTION)) {
        closes = startsWith(skipBlanks(line + CONNECTION.length()), "close");
      }
    }
    return chunked ? chunksEnd(head) : head + length;
  }

  private int chunksEnd(int from) {
    int at = from;
    while (at < count) {
      int data = lineEnd(at);
      if (data > count) {
        return -1;
      }
      int size = Integer.parseInt(new String(bytes, at, data - at, ISO_8859_1).strip(), 16);
      at = data + size + 2;
      if (size == 0) {
        return at;
      }
    }
    return -1;
  }

  /** Returns the index behind the line, or one beyond everything when it has no end. */
  private int lineEnd(int from) {
    for (int i = from; i < count; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return count + 1;
  }

  private boolean startsWith(int at, String lower) {
    if (at + lower.length() > count) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      if (Character.toLowerCase(bytes[at + i]) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < count && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  private int number(int from) {
    int number = 0;
    for (int i = skipBlanks(from); i < count && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }
}
