package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request to change something.
 *
 * @param operation create, confirm, capture, cancel or refund
 * @param intent whose; null for create
 * @param idempotencyKey null without
 */
record Call(String operation, String intent, Form form, String idempotencyKey) {

  /** Equal for equal requests. */
  String digest() {
    try {
      var text = operation + ' ' + intent + ' ' + form.fields();
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * What the books remember of it.
   *
   * @param answer instead of what the entry says; null when the entry says it
   */
  Entry.Key key(Answer answer) {
    return new Entry.Key(idempotencyKey, digest(), operation, form.expand(), answer);
  }
}
