package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundListParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that an acquirer shows, page by page, and whether it agrees. */
record Audit(
    List<PaymentIntent> intents, List<Refund> refunds, List<BalanceTransaction> transactions) {

  static Audit of(StripeClient stripe) throws StripeException {
    var intents = new ArrayList<PaymentIntent>();
    stripe
        .v1()
        .paymentIntents()
        .list(
            PaymentIntentListParams.builder()
                .setLimit(100L)
                .addExpand("data.latest_charge")
                .build())
        .autoPagingIterable()
        .forEach(intents::add);
    var refunds = new ArrayList<Refund>();
    stripe
        .v1()
        .refunds()
        .list(RefundListParams.builder().setLimit(100L).build())
        .autoPagingIterable()
        .forEach(refunds::add);
    var transactions = new ArrayList<BalanceTransaction>();
    stripe
        .v1()
        .balanceTransactions()
        .list(BalanceTransactionListParams.builder().setLimit(100L).build())
        .autoPagingIterable()
        .forEach(transactions::add);
    return new Audit(intents, refunds, transactions);
  }

  /**
   * @param balance minor units
   */
  void agreesWith(long balance) {
    assertThat(transactions.stream().mapToLong(BalanceTransaction::getNet).sum())
        .isEqualTo(balance);
    assertThat(sums("charge")).isEqualTo(captured());
    assertThat(sums("refund")).isEqualTo(refundsThatLeft());
    assertThat(sums("refund_failure")).isEqualTo(refundsThatCameBack());
    var refunded = refundedByIntent();
    for (var intent : intents) {
      var charge = intent.getLatestChargeObject();
      assertThat(charge == null ? 0 : charge.getAmountRefunded())
          .isEqualTo(refunded.getOrDefault(intent.getId(), 0L));
    }
  }

  /** Amount by source. */
  private Map<String, Long> sums(String type) {
    return transactions.stream()
        .filter(it -> it.getType().equals(type))
        .collect(Collectors.toMap(BalanceTransaction::getSource, it -> Math.abs(it.getAmount())));
  }

  private Map<String, Long> captured() {
    return intents.stream()
        .filter(it -> it.getStatus().equals("succeeded"))
        .collect(
            Collectors.toMap(PaymentIntent::getLatestCharge, PaymentIntent::getAmountReceived));
  }

  private Map<String, Long> refundsThatLeft() {
    return refunds.stream()
        .filter(it -> it.getBalanceTransaction() != null)
        .collect(Collectors.toMap(Refund::getId, Refund::getAmount));
  }

  private Map<String, Long> refundsThatCameBack() {
    return refunds.stream()
        .filter(it -> it.getFailureBalanceTransaction() != null)
        .collect(Collectors.toMap(Refund::getId, Refund::getAmount));
  }

  private Map<String, Long> refundedByIntent() {
    return refunds.stream()
        .filter(it -> !it.getStatus().equals("failed"))
        .collect(
            Collectors.groupingBy(
                Refund::getPaymentIntent, Collectors.summingLong(Refund::getAmount)));
  }
}
