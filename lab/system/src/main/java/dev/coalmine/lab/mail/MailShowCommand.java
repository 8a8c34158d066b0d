package dev.coalmine.lab.mail;

import dev.coalmine.lab.cli.Printable;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mail show ID}. */
@Command(name = "show", description = "Show one message.")
final class MailShowCommand implements Callable<Integer> {

  /** Of a message, in bytes; a terminal is no place for more. */
  private static final int SHOWN = 1024 * 1024;

  @Parameters(paramLabel = "ID", description = "the first column of the list")
  private String id;

  @Option(names = "--raw", description = "the message as it was sent")
  private boolean raw;

  @ParentCommand private MailCommand parent;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    var line = command.commandLine();
    try {
      var file = parent.mailbox().read(id);
      if (file.isEmpty()) {
        line.getErr().println("there is no mail " + id);
        return 1;
      }
      try (var bytes = file.get()) {
        var message = bytes.readNBytes(SHOWN);
        line.getOut().println(Printable.lines(raw ? text(message) : readable(message)));
      }
      return 0;
    } catch (IOException | MessagingException e) {
      line.getErr().println("The mail cannot be read: " + e.getMessage());
      return 1;
    }
  }

  private static String text(byte[] message) {
    return new String(message, StandardCharsets.UTF_8);
  }

  private String readable(byte[] bytes) throws IOException, MessagingException {
    var mail = CaughtMail.read(id, new ByteArrayInputStream(bytes));
    var message = new MimeMessage(null, new ByteArrayInputStream(bytes));
    return """
    Time:       %s
    To:         %s
    Subject:    %s
    Message-ID: <%s>

    %s\
    """
        .formatted(
            mail.time(),
            String.join(", ", mail.to()),
            mail.subject(),
            mail.messageId(),
            body(message).strip());
  }

  /** The first part that is text. */
  private static String body(Part part) throws IOException, MessagingException {
    var content = part.getContent();
    if (content instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        var inner = parts.getBodyPart(i);
        if (inner.isMimeType("text/*") || inner.isMimeType("multipart/*")) {
          return body(inner);
        }
      }
    }
    return content instanceof String text ? text : "(no text)";
  }
}
