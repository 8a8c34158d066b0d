package dev.coalmine.notification.mail;

import dev.coalmine.notification.domain.Notification;
import dev.coalmine.platform.id.Ids;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * SMTP. The Message-ID comes from the notification's id, so a mail that had to be sent again can be
 * recognised as the same.
 */
@Component
class SendMail {

  private final JavaMailSender sender;
  private final NotificationText texts;
  private final MailSettings settings;

  SendMail(JavaMailSender sender, NotificationText texts, MailSettings settings) {
    this.sender = sender;
    this.texts = texts;
    this.settings = settings;
  }

  /**
   * @throws Rejected when the server will never take it
   * @throws MailException when it might later
   */
  void send(Notification notification) {
    var text = texts.of(notification);
    try {
      var message = new Identified(messageId(notification));
      message.setFrom(new InternetAddress(settings.from()));
      message.setRecipients(
          MimeMessage.RecipientType.TO,
          new Address[] {new InternetAddress(notification.recipient(), true)});
      message.setSubject(text.subject(), "UTF-8");
      message.setText(text.body() + "\n", "UTF-8");
      sender.send(message);
    } catch (AddressException e) {
      throw new Rejected("not an address: " + notification.recipient());
    } catch (MessagingException e) {
      throw new MailParseException(e);
    } catch (MailSendException e) {
      throw permanent(e) ? new Rejected(String.valueOf(e.getMessage())) : e;
    }
  }

  private String messageId(Notification notification) {
    return "<%s@%s>".formatted(Ids.text(notification.id()), settings.domain());
  }

  /**
   * The server answered and said 5xx, to the address or to all of it; anything else may be
   * different next time (RFC 5321 §4.2). So may 53x, which is about who we are and not about the
   * mail (RFC 4954 §6).
   */
  private static boolean permanent(MailSendException e) {
    return e.getFailedMessages().values().stream().anyMatch(SendMail::permanent);
  }

  private static boolean permanent(Exception failure) {
    return failure instanceof SendFailedException failed
        && (String.valueOf(failed.getMessage()).matches("(?s)5[0-24-9]\\d.*")
            || permanent(failed.getNextException()));
  }

  static class Rejected extends RuntimeException {

    Rejected(String reason) {
      super(reason);
    }
  }

  /** JavaMail makes an id of its own when a message is sent, unless it is told not to. */
  private static class Identified extends MimeMessage {

    private final String id;

    Identified(String id) {
      super((Session) null);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
