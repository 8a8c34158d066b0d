package dev.coalmine.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.support.NotificationServiceTest;
import dev.coalmine.platform.id.Ids;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From an event to the customer, whatever goes wrong on the way. */
class NotificationProcessIntegrationTests extends NotificationServiceTest {

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
              notify.orderPlaced(new KnownOrder(order, customer, null, 1299, "EUR"));
              var telling = CompletableFuture.runAsync(this::tellOfTheCapture);
              awaitWaitingForUsOrDone(telling);
              return telling;
            });

    knowing.get(10, TimeUnit.SECONDS);

    assertThat(notifications()).containsExactly("stream payment-captured Sent");
  }

  private void tellOfTheCapture() {
    transaction.executeWithoutResult(
        _ -> notify.eventOccurred(order, "E-" + order, "payment.captured.v1", Map.of()));
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
    assertThat(MAIL.to(address).getFirst().getMessageID())
        .isEqualTo("<%s@coalmine.test>".formatted(Ids.text(mailId())));
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

  /** Refused by address, or only after all of it was seen. */
  @ParameterizedTest
  @ValueSource(strings = {"nobody", "unwanted"})
  void givesUpWhatTheServerWillNeverTake(String who) {
    placed(who + "@example.test");
    confirmed();

    eventually(
        "mail order-confirmed Undeliverable",
        "stream order-confirmed Sent",
        "stream order-placed Sent");
    assertThat(attempts()).singleElement().asString().containsPattern("55[04]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a@b@c", "a..b@example.test"})
  void givesUpWhatHasNoAddressToGoTo(String email) {
    placed(email);
    confirmed();

    eventually(
        "mail order-confirmed Undeliverable",
        "stream order-confirmed Sent",
        "stream order-placed Sent");
    assertThat(attempts()).singleElement().asString().contains("not an address");
  }

  @Test
  void tellsNothingOfMoneyThatIsNone() {
    placed();
    moved("payment.captured.v1", 0);
    moved("payment.refunded.v1", 0);
    moved("payment.refunded.v1", 5);

    eventually(
        "mail payment-refunded Sent",
        "mail payment-refunded Skipped",
        "stream order-placed Sent",
        "stream payment-captured Skipped",
        "stream payment-refunded Sent",
        "stream payment-refunded Skipped");
    assertThat(MAIL.to(address)).hasSize(1);
  }

  private void moved(String type, long cents) {
    publish(
        "payments.events",
        type,
        "{\"orderId\":\"%s\",\"amount\":{\"amount\":%d,\"currency\":\"EUR\"}}"
            .formatted(order, cents));
  }

  @Test
  void triesAgainWhatTheServerCannotTakeNow() {
    MAIL.isFull(true);
    placed();
    confirmed();
    eventually(() -> attempts().size() >= 2);
    assertThat(attempts()).allMatch(it -> it.contains("452"));

    MAIL.isFull(false);

    eventually(() -> attempts().getLast().equals("Sent"));
  }

  /** A rule is a row, and its words are a file: nobody waits for ever for one that is missing. */
  @Test
  void givesUpAMailThatHasNoWords() {
    placed();
    withoutWords("mail", "order.painted.v1", "order-painted");

    eventually("mail order-painted Failed", "stream order-placed Sent");
    assertThat(attempts()).singleElement().asString().contains("order-painted");
  }

  /** In one topic, unlike between two, there is an order: what comes early is parked. */
  @Test
  void tellsInOrderWhatComesInDisorder() {
    var orders = "orders.events";
    kafka.send(record(orders, "order.cancelled.v1", "{\"orderId\":\"%s\"}".formatted(order), 2));
    eventually(() -> parked() == 1);
    assertThat(notifications()).isEmpty();

    placed();

    eventually(
        "mail order-cancelled Sent", "stream order-cancelled Sent", "stream order-placed Sent");
    assertThat(
            jdbc.sql(
                    "select template from notification where customer = ? and position > 0 order by"
                        + " position")
                .params(customer)
                .query(String.class)
                .list())
        .containsExactly("order-placed", "order-cancelled");
  }

  @Test
  void passesOverEventsThatNobodyIsToldOf() {
    publish("orders.events", "order.painted.v1", "{}");
    placed();

    eventually("stream order-placed Sent");
  }

  private long parked() {
    return jdbc.sql("select count(*) from parked_event where key = ?")
        .params(order)
        .query(Long.class)
        .single();
  }
}
