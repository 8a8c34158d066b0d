package dev.coalmine.lab.settled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.journal.Journals.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTests {

  private final Map<String, OrderStates.Order> orders = new HashMap<>();
  private final Map<String, String> payments = new HashMap<>();
  private final Map<OrderStates.Key, String> keys = new HashMap<>();

  @Test
  void isContentWhenWhatWasAcknowledgedIsThereAndSettled() {
    order("O1", "ann", "Confirmed", "Captured");

    var verdict = verdict(placed("ann", "O1"));

    assertThat(verdict.broken()).isEmpty();
    assertThat(verdict.acknowledged()).isEqualTo(1);
    assertThat(verdict.states()).containsExactly(Map.entry("Confirmed, Captured", 1L));
  }

  @Test
  void namesAnAcknowledgedOrderThatIsMissing() {
    assertThat(verdict(placed("ann", "O1")).broken())
        .singleElement()
        .asString()
        .startsWith("order O1 of ann was acknowledged")
        .endsWith("does not exist");
  }

  @Test
  void namesAnOrderThatBelongsToSomebodyElse() {
    order("O1", "bob", "Confirmed", "Captured");

    assertThat(verdict(placed("ann", "O1")).broken())
        .containsExactly("order O1 was acknowledged to ann and belongs to bob");
  }

  @Test
  void namesAKeyThatMadeAnotherOrder() {
    order("O1", "ann", "Confirmed", "Captured");
    keys.put(new OrderStates.Key("ann", "key-O1"), "O2");

    assertThat(verdict(placed("ann", "O1")).broken())
        .containsExactly("order O1 was acknowledged under key key-O1, which made O2");
  }

  @Test
  void wantsKeysOfTheLastDaysOnly() {
    order("O1", "ann", "Confirmed", "Captured");
    keys.clear();

    assertThat(verdict(placed("ann", "O1")).broken()).hasSize(1);
    assertThat(verdict(daysAgo(8, placed("ann", "O1"))).broken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Pending, Authorizing", "Confirmed, Authorized", "Confirmed, none", "Confirmed, Refunded",
    "Rejected, Captured", "Rejected, Authorized", "Cancelling, Voiding", "Cancelled, Captured",
    "Cancelled, Authorized"
  })
  void namesEveryPairOfStatesThatIsNoEnd(String status, String payment) {
    order("O1", "ann", status, payment);

    assertThat(verdict().broken())
        .containsExactly(
            "order O1 is %s and its payment %s: that is no end".formatted(status, payment));
  }

  @ParameterizedTest
  @CsvSource({
    "Confirmed, Captured",
    "Rejected, Declined",
    "Rejected, Voided",
    "Cancelled, Voided",
    "Cancelled, Refunded",
    "Cancelled, Declined"
  })
  void isContentWithEveryEnd(String status, String payment) {
    order("O1", "ann", status, payment);

    assertThat(verdict().broken()).isEmpty();
  }

  @Test
  void namesACancellationThatWasAcknowledgedAndDidNotCome() {
    order("O1", "ann", "Confirmed", "Captured");
    var intent = Entry.cancel("key-c", "ann", "O1");

    assertThat(verdict(new Request(intent, intent.answered("O1", 202))).broken())
        .singleElement()
        .asString()
        .contains("O1 is Confirmed though its cancellation was acknowledged");
  }

  @Test
  void countsOrdersThatWerePlacedThoughNoAnswerCame() {
    order("O1", "ann", "Confirmed", "Captured");
    var intent = Entry.place("key-O1", "ann");

    var verdict = verdict(new Request(intent, intent.answered(null, 0)));

    assertThat(verdict.broken()).isEmpty();
    assertThat(verdict.acknowledged()).isZero();
    assertThat(verdict.placedUnanswered()).isEqualTo(1);
  }

  private void order(String id, String customer, String status, String payment) {
    orders.put(id, new OrderStates.Order(customer, status, payment.equals("Captured")));
    keys.put(new OrderStates.Key(customer, "key-" + id), id);
    if (!payment.equals("none")) {
      payments.put(id, payment);
    }
  }

  private static Request placed(String customer, String order) {
    var intent = Entry.place("key-" + order, customer);
    return new Request(intent, intent.answered(order, 201));
  }

  private static Request daysAgo(int days, Request request) {
    var then = Instant.now().minus(Duration.ofDays(days));
    return new Request(at(then, request.intent()), at(then, request.answer()));
  }

  private static Entry at(Instant time, Entry entry) {
    return new Entry(
        entry.kind(),
        time,
        entry.key(),
        entry.action(),
        entry.customer(),
        entry.order(),
        entry.status());
  }

  private Verdict verdict(Request... journal) {
    return Verdict.of(List.of(journal), new OrderStates(orders, payments, keys));
  }
}
