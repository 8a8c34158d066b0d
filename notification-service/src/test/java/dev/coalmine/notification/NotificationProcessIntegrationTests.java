package dev.coalmine.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.notification.notification.Notify;
import dev.coalmine.notification.order.KnownOrder;
import dev.coalmine.notification.support.NotificationServiceTest;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** From an event to the customer, whatever goes wrong on the way. */
class NotificationProcessIntegrationTests extends NotificationServiceTest {

  @Autowired Notify notify;
  @Autowired TransactionTemplate transaction;

  @Test
  void tellsACustomerWhatHappensToAnOrder() throws Exception {
    placed();
    confirmed();
    captured();

    eventually(
        "mail order-confirmed Sent",
        "stream order-confirmed Sent",
        "stream order-placed Sent",
        "stream payment-captured Sent");
    var mail = MAIL.to(address).getFirst();
    assertThat(mail.getSubject()).contains(order);
    assertThat(mail.getContent().toString()).contains("12.99 EUR");
  }

  /** Killed between the effect and the commit of the offset, Kafka brings the record again. */
  @Test
  void tellsOnceThoughEveryRecordComesTwice() {
    everyRecordComesTwice();
    placed();
    confirmed();
    captured();

    eventually(
        "mail order-confirmed Sent",
        "stream order-confirmed Sent",
        "stream order-placed Sent",
        "stream payment-captured Sent");
    await().during(Duration.ofSeconds(1)).until(() -> MAIL.to(address).size() == 1);
    assertThat(notifications()).hasSize(4);
  }

  @Test
  void keepsWhatComesBeforeItsOrderUntilTheOrderIsKnown() {
    captured();
    eventually("stream payment-captured Waiting");

    placed();

    eventually("stream order-placed Sent", "stream payment-captured Sent");
  }

  /** Orders and payments have topics of their own: both may be in work at the same moment. */
  @Test
  void missesNothingThatHappensWhileItsOrderBecomesKnown() throws Exception {
    var knowing =
        transaction.execute(
            _ -> {
              notify.know(new KnownOrder(order, customer, null, 1299, "EUR"));
              var telling = CompletableFuture.runAsync(this::tellOfTheCapture);
              awaitWaitingForUsOrDone(telling);
              return telling;
            });

    knowing.get(10, TimeUnit.SECONDS);

    assertThat(notifications()).containsExactly("stream payment-captured Sent");
  }

  private void tellOfTheCapture() {
    transaction.executeWithoutResult(
        _ -> notify.about(order, "E-" + order, "payment.captured.v1", Map.of()));
  }

  private void awaitWaitingForUsOrDone(CompletableFuture<Void> telling) {
    eventually(
        () ->
            telling.isDone()
                || jdbc.sql("select count(*) from pg_locks where not granted")
                        .query(Long.class)
                        .single()
                    > 0);
  }

  @Test
  void sendsNoMailToACustomerWithoutAddress() {
    placed(null);
    confirmed();

    eventually(
        "mail order-confirmed Skipped", "stream order-confirmed Sent", "stream order-placed Sent");
  }

  @Test
  void deliversWhenTheMailServerIsBack() throws MessagingException {
    MAIL.stop();
    placed();
    confirmed();
    eventually(() -> attempts().size() >= 2);
    assertThat(attempts()).noneMatch("Sent"::equals);

    MAIL.start();

    eventually(() -> attempts().getLast().equals("Sent"));
    assertThat(MAIL.to(address)).hasSize(1);
    assertThat(MAIL.to(address).getFirst().getMessageID()).endsWith("@coalmine.test>");
  }

  /** Killed between the mail server's answer and the note of it. */
  @Test
  void sendsAgainUnderTheSameIdWhatADeadProcessHadSent() throws MessagingException {
    placed();
    confirmed();
    eventually(() -> MAIL.to(address).size() == 1 && attempts().equals(List.of("Sent")));

    jdbc.sql("delete from notification_attempt where notification_id = ?")
        .params(mailId())
        .update();
    jdbc.sql("update notification set status = 'Due', claimed_until = now() where id = ?")
        .params(mailId())
        .update();

    eventually(() -> MAIL.to(address).size() == 2);
    assertThat(MAIL.to(address).get(0).getMessageID())
        .isEqualTo(MAIL.to(address).get(1).getMessageID());
  }

  @Test
  void leavesAMailToTheReplicaThatHasClaimedIt() {
    MAIL.stop();
    placed();
    confirmed();
    eventually(() -> !attempts().isEmpty());
    jdbc.sql("update notification set claimed_until = now() + interval '1 hour' where id = ?")
        .params(mailId())
        .update();

    MAIL.start();

    await().during(Duration.ofSeconds(2)).until(() -> MAIL.to(address).isEmpty());
  }

  @Test
  void givesUpWhatTheServerWillNeverTake() {
    placed("nobody@example.test");
    confirmed();

    eventually(
        "mail order-confirmed Failed", "stream order-confirmed Sent", "stream order-placed Sent");
    assertThat(attempts()).singleElement().asString().contains("550");
  }

  @Test
  void passesOverEventsThatNobodyIsToldOf() {
    publish("orders.events", "order.painted.v1", "{}");
    placed();

    eventually("stream order-placed Sent");
  }

  private long mailId() {
    return jdbc.sql("select id from notification where order_id = ? and channel = 'mail'")
        .params(order)
        .query(Long.class)
        .single();
  }

  private List<String> attempts() {
    return jdbc.sql(
            """
            select outcome from notification_attempt join notification n on n.id = notification_id
            where order_id = ? order by number
            """)
        .params(order)
        .query(String.class)
        .list();
  }
}
