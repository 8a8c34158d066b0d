package dev.coalmine.notification.support;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that can be out, on a port that stays the same. */
public final class MailServer {

  private static final String UNKNOWN = "nobody@";
  private static final String UNWANTED = "unwanted@";

  private final int port = freePort();
  private final List<MimeMessage> received = new CopyOnWriteArrayList<>();
  private SMTPServer server;
  private volatile boolean full;
  private volatile CountDownLatch answer = new CountDownLatch(0);

  public int port() {
    return port;
  }

  public void start() {
    if (server == null) {
      server =
          SMTPServer.port(port)
              .bindAddress(InetAddress.getLoopbackAddress())
              .messageHandlerFactory(_ -> new Delivery())
              .build();
      server.start();
    }
  }

  public void stop() {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  /** While it is, it takes nothing and says so. */
  public void isFull(boolean now) {
    full = now;
  }

  /** From now on it takes a mail and does not say so, until it is told to. */
  public void holdItsAnswer() {
    answer = new CountDownLatch(1);
  }

  public void answer() {
    answer.countDown();
  }

  public List<MimeMessage> to(String address) {
    return received.stream().filter(it -> isTo(it, address)).toList();
  }

  private static boolean isTo(MimeMessage message, String address) {
    try {
      return message.getAllRecipients()[0].toString().equals(address);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Delivery implements MessageHandler {

    private String recipient;

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) throws RejectException {
      this.recipient = recipient;
      if (full) {
        throw new RejectException(452, "no room");
      }
      if (recipient.startsWith(UNKNOWN)) {
        throw new RejectException(550, "no such user");
      }
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      if (recipient.startsWith(UNWANTED)) {
        throw new RejectException(554, "not what we take");
      }
      try {
        received.add(new MimeMessage(Session.getInstance(new Properties()), data));
        answer.await();
        return null;
      } catch (MessagingException | InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void done() {}
  }
}
