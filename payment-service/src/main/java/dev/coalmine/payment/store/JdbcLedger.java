package dev.coalmine.payment.store;

import dev.coalmine.payment.domain.Ledger;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.platform.id.Ids;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Debits are positive; each transaction's entries sum to zero, which the database checks at the
 * commit.
 */
@Repository
class JdbcLedger implements Ledger {

  private static final String ACQUIRER_BALANCE = "AcquirerBalance";
  private static final String ACQUIRER_FEES = "AcquirerFees";
  private static final String SALES = "Sales";

  private final JdbcClient jdbc;

  JdbcLedger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void captured(long paymentId, String transaction, Money gross, long fee) {
    book(
        paymentId,
        "Capture",
        transaction,
        gross.currency(),
        Map.of(ACQUIRER_BALANCE, gross.amount() - fee, ACQUIRER_FEES, fee, SALES, -gross.amount()));
  }

  @Override
  public void refunded(long paymentId, String refund, Money amount) {
    book(
        paymentId,
        "Refund",
        refund,
        amount.currency(),
        Map.of(ACQUIRER_BALANCE, -amount.amount(), SALES, amount.amount()));
  }

  @Override
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
