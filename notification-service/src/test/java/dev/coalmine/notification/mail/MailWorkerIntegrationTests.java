package dev.coalmine.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.notification.support.NotificationServiceTest;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How it stops. Here it waits a second for what it is sending; SMTP would wait for five. */
class MailWorkerIntegrationTests extends NotificationServiceTest {

  @Autowired MailWorker worker;

  @AfterEach
  void goOn() {
    MAIL.answer();
    worker.start();
  }

  @Test
  void stopsWhenTheMailThatItIsSendingIsNoted() throws Exception {
    aMailIsBeingSent();

    var stopping = CompletableFuture.runAsync(worker::stop);
    await().until(() -> !worker.isRunning());
    assertThat(stopping).isNotDone();
    MAIL.answer();
    stopping.get(10, TimeUnit.SECONDS);

    assertThat(attempts()).containsExactly("Sent");
  }

  @Test
  void interruptsAndPutsOffAMailThatTakesTooLong() {
    aMailIsBeingSent();

    worker.stop();

    assertThat(attempts()).hasSize(1).doesNotContain("Sent");
    assertThat(notifications()).contains("mail order-confirmed Due");

    MAIL.answer();
    worker.start();
    eventually(() -> attempts().getLast().equals("Sent"));
  }

  /** The database is slow: the interrupt comes between the mail server's answer and its note. */
  @Test
  void interruptsNoNote() throws Exception {
    aMailIsBeingSent();

    var stopping =
        transaction.execute(
            _ -> {
              jdbc.sql("select id from notification where id = ? for update")
                  .params(mailId())
                  .query(Long.class)
                  .single();
              MAIL.answer();
              eventually(this::somebodyWaitsForALock);
              var stop = CompletableFuture.runAsync(worker::stop);
              await().during(Duration.ofMillis(1_500)).until(this::somebodyWaitsForALock);
              return stop;
            });
    stopping.get(10, TimeUnit.SECONDS);

    assertThat(attempts()).containsExactly("Sent");
  }

  @Test
  void claimsNothingOnceItIsStopped() {
    worker.stop();

    placed();
    confirmed();
    eventually(
        "mail order-confirmed Due", "stream order-confirmed Sent", "stream order-placed Sent");

    await()
        .during(Duration.ofSeconds(1))
        .until(() -> notifications().contains("mail order-confirmed Due"));
    assertThat(attempts()).isEmpty();
  }

  @Test
  void waitsForNoDatabaseThatHangs() {
    transaction.executeWithoutResult(
        _ -> {
          jdbc.sql("lock table notification in access exclusive mode").update();
          eventually(this::somebodyWaitsForALock);

          assertThat(CompletableFuture.runAsync(worker::stop))
              .succeedsWithin(Duration.ofSeconds(10));
        });
  }

  @Test
  void putsOffWhatFailsForAReasonThatItDoesNotKnow() {
    placed();
    eventually("stream order-placed Sent");
    worker.stop();
    confirmed();
    eventually(
        "mail order-confirmed Due", "stream order-confirmed Sent", "stream order-placed Sent");
    jdbc.sql("alter table known_order rename to lost").update();
    try {
      worker.start();
      eventually(() -> attempts().size() > 1);
    } finally {
      jdbc.sql("alter table lost rename to known_order").update();
    }

    eventually(() -> attempts().getLast().equals("Sent"));
    assertThat(attempts().getFirst()).contains("known_order");
  }

  /** Nothing but the end of the outage makes it due within the time that the test waits. */
  @Test
  void triesWhatWaitsWhenTheServerIsBack() {
    MAIL.stop();
    placed();
    confirmed();
    eventually(() -> attempts().size() >= 3);
    eventually(
        () ->
            jdbc.sql(
                        """
                        update notification set next_attempt_at = now() + interval '1 hour'
                        where id = ? and (claimed_until is null or claimed_until < now())
                        """)
                    .params(mailId())
                    .update()
                == 1);
    var waiting = mailThatWaits();

    MAIL.start();

    eventually(() -> attempts().getLast().equals("Sent"));
    eventually(
        () ->
            jdbc.sql("select status from notification where id = ?")
                .params(waiting)
                .query(String.class)
                .single()
                .equals("Sent"));
  }

  /** Another of the same customer, tried before, to be tried again in two hours. */
  private long mailThatWaits() {
    long id = Ids.next();
    jdbc.sql(
            """
            insert into notification (id, event_id, channel, template, order_id, customer,
                                      recipient, details, status, attempts, next_attempt_at)
            select ?, event_id || '-2', channel, template, order_id, customer,
                   recipient, details, 'Due', 5, now() + interval '2 hours'
            from notification where id = ?
            """)
        .params(id, mailId())
        .update();
    return id;
  }

  private void aMailIsBeingSent() {
    MAIL.holdItsAnswer();
    placed();
    confirmed();
    eventually(() -> !MAIL.to(address).isEmpty());
  }

  private boolean somebodyWaitsForALock() {
    return jdbc.sql("select count(*) from pg_locks where not granted").query(Long.class).single()
        > 0;
  }
}
