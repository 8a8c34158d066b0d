package dev.coalmine.lab.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;

/**
 * What a list shows of a message.
 *
 * @param time of arrival
 * @param to the envelope's recipients: who really would have got it
 * @param messageId without angle brackets; empty when it has none
 */
record CaughtMail(String id, Instant time, List<String> to, String subject, String messageId) {

  /** Headers beyond this are not looked at. */
  private static final int HEADERS = 64 * 1024;

  static CaughtMail read(String id, InputStream file) throws IOException {
    try (file) {
      var headers = new InternetHeaders(new java.io.ByteArrayInputStream(file.readNBytes(HEADERS)));
      return new CaughtMail(
          id,
          Instant.ofEpochMilli(Mailbox.millis(id)),
          all(headers, "Delivered-To"),
          decoded(first(headers, "Subject")),
          first(headers, "Message-ID").replaceAll("[<>\\s]", ""));
    } catch (MessagingException e) {
      throw new IOException("the message " + id + " cannot be read", e);
    }
  }

  private static List<String> all(InternetHeaders headers, String name) {
    var values = headers.getHeader(name);
    return values == null ? List.of() : List.of(values);
  }

  private static String first(InternetHeaders headers, String name) {
    var values = headers.getHeader(name);
    return values == null ? "" : values[0];
  }

  private static String decoded(String header) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(header));
    } catch (UnsupportedEncodingException e) {
      return header; // as it came
    }
  }

  boolean isTo(String address) {
    return to.stream().anyMatch(address::equalsIgnoreCase);
  }
}
