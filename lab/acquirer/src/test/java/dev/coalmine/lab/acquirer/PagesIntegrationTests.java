package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.PaymentIntentListParams;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PagesIntegrationTests extends AcquirerSandboxTest {

  private static final int MANY = 100_000;

  @Test
  void showsTheNewestFirstAndWhetherThereIsMore() throws StripeException {
    var oldest = create(1000);
    var middle = create(1000);
    var newest = create(1000);

    var first = page(2, null);
    assertThat(first.getData())
        .extracting(PaymentIntent::getId)
        .containsExactly(newest.getId(), middle.getId());
    assertThat(first.getHasMore()).isTrue();
    var second = page(2, middle.getId());
    assertThat(second.getData()).extracting(PaymentIntent::getId).containsExactly(oldest.getId());
    assertThat(second.getHasMore()).isFalse();
    assertThatThrownBy(() -> page(2, "nonsense")).isInstanceOf(InvalidRequestException.class);
  }

  private StripeCollection<PaymentIntent> page(long limit, String after) throws StripeException {
    var params = PaymentIntentListParams.builder().setLimit(limit).setStartingAfter(after);
    return stripe.v1().paymentIntents().list(params.build());
  }

  /** In quadratic time this would not end. */
  @Test
  void showsAHundredThousandPayments() throws Exception {
    stop();
    write(MANY);
    start();

    var audit = Audit.of(stripe);

    assertThat(audit.intents())
        .hasSize(MANY)
        .extracting(PaymentIntent::getId)
        .doesNotHaveDuplicates();
    assertThat(audit.transactions())
        .hasSize(MANY)
        .extracting(BalanceTransaction::getId)
        .doesNotHaveDuplicates();
    audit.agreesWith(balance());
  }

  private void write(int payments) throws IOException {
    try (var books = Files.newBufferedWriter(data.resolve("books.jsonl"))) {
      for (int i = 1; i <= payments; i++) {
        write(books, i);
      }
    }
  }

  private static void write(BufferedWriter books, int number) throws IOException {
    books.write(
        """
        {"intents":[{"id":"pi_%1$016x","amount":1000,"currency":"eur","captureMethod":"manual",\
        "created":1,"status":"SUCCEEDED","charge":{"id":"ch_%1$016x","created":1,"captured":1000,\
        "transaction":"txn_%1$016x"}}],"transactions":[{"id":"txn_%1$016x","type":"charge",\
        "source":"ch_%1$016x","intent":"pi_%1$016x","amount":1000,"fee":39,"currency":"eur",\
        "created":1}]}
        """
            .formatted(number));
  }
}
