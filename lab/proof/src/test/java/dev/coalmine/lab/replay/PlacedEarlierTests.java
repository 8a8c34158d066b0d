package dev.coalmine.lab.replay;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.journal.Journals.Request;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlacedEarlierTests {

  private static final List<Invoice> INVOICES =
      List.of(invoice("1"), invoice("C2"), invoice("3"), invoice("4"));

  @Test
  void goesOnBeforeTheFirstThatWasNotAcknowledged() {
    assertThat(replaying().placedEarlier(INVOICES)).isZero();
    assertThat(replaying(acknowledged("1")).placedEarlier(INVOICES)).isEqualTo(2);
    assertThat(
            replaying(acknowledged("1"), refused("3"), acknowledged("4")).placedEarlier(INVOICES))
        .isEqualTo(2);
    assertThat(
            replaying(acknowledged("1"), acknowledged("3"), acknowledged("4"))
                .placedEarlier(INVOICES))
        .isEqualTo(4);
  }

  private static Replaying replaying(Request... earlier) {
    var byKey = Stream.of(earlier).collect(toMap(request -> request.intent().key(), identity()));
    return new Replaying(null, byKey);
  }

  private static Request acknowledged(String invoice) {
    return answered(invoice, 201);
  }

  private static Request refused(String invoice) {
    return answered(invoice, 422);
  }

  private static Request answered(String invoice, int status) {
    var intent = Entry.place("replay-" + invoice, "customer");
    return new Request(intent, intent.answered("an order", status));
  }

  private static Invoice invoice(String number) {
    return new Invoice(number, "12345", LocalDateTime.MIN, List.of());
  }
}
