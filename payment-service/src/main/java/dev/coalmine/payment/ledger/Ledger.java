package dev.coalmine.payment.ledger;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.platform.id.Ids;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Double-entry books of the money that has moved (holds are not money yet). Debits are positive;
 * each transaction's entries sum to zero, which the database checks at the commit.
 */
@Repository
public class Ledger {

  private static final String ACQUIRER_BALANCE = "AcquirerBalance";
  private static final String ACQUIRER_FEES = "AcquirerFees";
  private static final String SALES = "Sales";

  private final JdbcClient jdbc;

  Ledger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Books a capture.
   *
   * @param transaction the acquirer's balance transaction: booked once, however often it is found
   * @param fee in minor units
   */
  public void captured(long paymentId, String transaction, Money gross, long fee) {
    book(
        paymentId,
        "Capture",
        transaction,
        gross.currency(),
        Map.of(ACQUIRER_BALANCE, gross.amount() - fee, ACQUIRER_FEES, fee, SALES, -gross.amount()));
  }

  /**
   * Books a refund once, however often it is found.
   *
   * @param refund the acquirer's id of the refund
   */
  public void refunded(long paymentId, String refund, Money amount) {
    book(
        paymentId,
        "Refund",
        refund,
        amount.currency(),
        Map.of(ACQUIRER_BALANCE, -amount.amount(), SALES, amount.amount()));
  }

  /** Books that a pending refund failed, and its money came back to the balance. */
  public void refundFailed(long paymentId, String refund, Money amount) {
    book(
        paymentId,
        "RefundFailure",
        refund + "-failed",
        amount.currency(),
        Map.of(ACQUIRER_BALANCE, amount.amount(), SALES, -amount.amount()));
  }

  private void book(
      long paymentId, String kind, String reference, String currency, Map<String, Long> entries) {
    long id = Ids.next();
    jdbc.sql(
            """
            with booked as (
              insert into ledger_transaction (id, payment_id, kind, reference) values (?, ?, ?, ?)
              on conflict (reference) do nothing returning id
            )
            insert into ledger_entry (transaction_id, account, amount, currency)
            select booked.id, e.account, e.amount, ?
            from booked, unnest(?::text[], ?::bigint[]) e (account, amount)
            """)
        .params(
            id,
            paymentId,
            kind,
            reference,
            currency,
            entries.keySet().toArray(String[]::new),
            entries.values().toArray(Long[]::new))
        .update();
  }
}
