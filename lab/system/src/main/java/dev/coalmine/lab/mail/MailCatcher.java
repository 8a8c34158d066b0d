package dev.coalmine.lab.mail;

import dev.coalmine.lab.http.HttpService;
import dev.coalmine.lab.http.HttpService.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server that delivers no message and keeps each of them for a person to look at. */
public final class MailCatcher implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 200;
  private static final int MOST_RECIPIENTS = 100;

  private final Mailbox mailbox;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SMTPServer server;
  private final HttpService pages;

  /**
   * @param bind the address to listen on
   * @param port of SMTP; 0 for any that is free
   * @param data the folder of the messages
   * @param healthPort of {@code GET /health} and {@code GET /caught}; 0 for none, as SMTP's
   *     greeting says as much, and who is on the same disk reads the folder
   */
  public record Settings(InetAddress bind, int port, Path data, int healthPort) {

    /** On the loopback interface. */
    public Settings(int port, Path data, int healthPort) {
      this(InetAddress.getLoopbackAddress(), port, data, healthPort);
    }
  }

  private MailCatcher(Settings settings) throws IOException {
    mailbox = Mailbox.open(settings.data());
    server =
        SMTPServer.port(settings.port())
            .bindAddress(settings.bind())
            .hostName("localhost")
            .softwareName("coalmine mail catcher")
            .messageHandlerFactory(_ -> new Message())
            .maxMessageSize(Mailbox.LARGEST)
            .maxRecipients(MOST_RECIPIENTS)
            .maxConnections(MOST_CONNECTIONS)
            .executorService(threads)
            .build();
    pages = settings.healthPort() == 0 ? null : pages(settings);
  }

  /**
   * @throws BindException when the port is in use
   */
  public static MailCatcher start(Settings settings) throws IOException {
    var started = new MailCatcher(settings);
    try {
      started.server.start();
    } catch (RuntimeException e) {
      started.close();
      if (e.getCause() instanceof IOException reason) {
        throw reason;
      }
      throw e;
    }
    return started;
  }

  private HttpService pages(Settings settings) throws IOException {
    return HttpService.bind(settings.bind(), settings.healthPort())
        .serve(
            0,
            request ->
                switch (request.path()) {
                  case "/health" -> Answer.HEALTHY;
                  case "/caught" ->
                      Answer.json(
                          200, CaughtMails.JSON.writeValueAsString(CaughtMails.count(mailbox)));
                  default -> Answer.json(404, "{\"detail\":\"there is /health and /caught\"}");
                });
  }

  public int port() {
    return server.getPortAllocated();
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
    }
    server.stop();
    threads.shutdownNow();
  }

  /** One transaction of SMTP. The sender hears 250 when the message is on the disk. */
  private final class Message implements MessageHandler {

    private final List<String> envelope = new ArrayList<>();

    @Override
    public void from(String sender) {
      envelope.add("Return-Path: <" + sender + ">");
    }

    @Override
    public void recipient(String recipient) {
      envelope.add("Delivered-To: " + recipient);
    }

    @Override
    public String data(InputStream message) throws RejectException, TooMuchDataException {
      var time = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
      envelope.add("Received: by localhost with SMTP; " + time);
      try {
        return "Ok: queued as " + mailbox.keep(envelope, message);
      } catch (Mailbox.TooLarge e) {
        throw new TooMuchDataException("552 at most " + Mailbox.LARGEST + " bytes");
      } catch (IOException e) {
        // a sender tries again after a 451
        throw new RejectException(451, "the message cannot be kept: " + e.getMessage());
      }
    }

    @Override
    public void done() {
      envelope.clear();
    }
  }
}
