package dev.coalmine.notification.mail;

import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.coalmine.notification.delivery.Deliveries;
import dev.coalmine.notification.domain.Channel;
import dev.coalmine.notification.domain.DeliveryStatus;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.loop.SupervisedLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What it does when the mail server answers after an outage; a new worker assumes one. */
class MailWorkerTests {

  private static final int AT_ONCE = 4;
  private static final int ROUNDS = 3;

  private static final Notification NOTIFICATION =
      new Notification(
          1,
          "event",
          Channel.MAIL,
          "order-confirmed",
          "order",
          "fay",
          "fay@example.com",
          Map.of(),
          DeliveryStatus.DUE,
          null,
          1,
          0,
          Instant.parse("2026-11-21T12:00:00Z"));

  private final Deliveries deliveries = mock();
  private final SendMail mail = mock();
  private final AtomicInteger claims = new AtomicInteger();
  private final MailWorker worker =
      new MailWorker(
          deliveries,
          mail,
          new MailSettings(
              "shop@coalmine.test",
              AT_ONCE,
              Duration.ofSeconds(30),
              Duration.ofMillis(50),
              Duration.ofSeconds(20),
              Duration.ofSeconds(2),
              20,
              Duration.ofSeconds(10)),
          new EventsSettings(
              true,
              4,
              (short) -1,
              4,
              Duration.ofSeconds(5),
              Duration.ofMillis(500),
              Duration.ofSeconds(10)),
          Clock.systemUTC(),
          new SupervisedLoops(new SimpleMeterRegistry(), (_, _) -> {}));

  @AfterEach
  void stop() {
    worker.stop();
  }

  @Test
  void anAnswerHastensTheMailsThatAnEarlierOneCouldNotHasten() {
    when(deliveries.hasten(anyInt()))
        .thenThrow(new DataAccessResourceFailureException("the database is out, too"))
        .thenReturn(7);

    theServerAnswersSeveralAtOnce();

    verify(deliveries, times(2)).hasten(20);
  }

  @Test
  void severalAnswersAtOnceHastenTheMailsOnce() {
    when(deliveries.hasten(anyInt())).thenReturn(7);

    theServerAnswersSeveralAtOnce();

    verify(deliveries, times(1)).hasten(20);
  }

  /** Returns when each answer has been noted, and what follows from it has been done. */
  private void theServerAnswersSeveralAtOnce() {
    var together = new CyclicBarrier(AT_ONCE);
    doAnswer(_ -> together.await(10, TimeUnit.SECONDS)).when(mail).send(any());
    when(deliveries.claim(any(), anyInt())).thenAnswer(_ -> due());

    worker.start();
    await().until(() -> claims.get() > ROUNDS); // the loop has done all of them
    worker.stop();

    verify(deliveries, times(AT_ONCE * ROUNDS)).sent(NOTIFICATION);
  }

  private List<Notification> due() {
    return claims.getAndIncrement() < ROUNDS
        ? Collections.nCopies(AT_ONCE, NOTIFICATION)
        : List.of();
  }
}
