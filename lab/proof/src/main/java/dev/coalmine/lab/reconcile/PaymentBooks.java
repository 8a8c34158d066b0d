package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.settled.Stores;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/**
 * What payment-service's database says.
 *
 * @param payments by order
 * @param transactions of the ledger
 * @param applied the last event of {@code orders.events} by key
 */
record PaymentBooks(
    Map<String, Payment> payments, List<Transaction> transactions, Map<String, Long> applied) {

  /**
   * @param intent null when the acquirer was never asked
   * @param amount in minor units
   * @param decided how many events of it there must be
   */
  record Payment(String state, String intent, long amount, long decided) {}

  /**
   * @param sum of its entries: zero
   * @param balance what it does to our balance at the acquirer, in minor units
   */
  record Transaction(String order, String kind, String reference, long sum, long balance) {}

  static PaymentBooks read(Connection payments) {
    var byOrder =
        Stores.map(
            payments,
            "select order_id, state, intent, amount, sequence from payment",
            row -> row.getString(1),
            row -> new Payment(row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)));
    var transactions =
        Stores.list(
            payments,
            """
            select p.order_id, t.kind, t.reference, coalesce(sum(e.amount), 0)::bigint,
              coalesce(sum(e.amount) filter (where e.account = 'AcquirerBalance'), 0)::bigint
            from ledger_transaction t join payment p on p.id = t.payment_id
            left join ledger_entry e on e.transaction_id = t.id
            group by p.order_id, t.id, t.kind, t.reference
            """,
            row ->
                new Transaction(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5)));
    return new PaymentBooks(byOrder, transactions, OrderBooks.applied(payments, "orders.events"));
  }
}
