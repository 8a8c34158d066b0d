package dev.coalmine.payment.store;

import dev.coalmine.payment.domain.Refund;
import dev.coalmine.payment.domain.Refund.Status;
import dev.coalmine.payment.domain.Refunds;
import dev.coalmine.platform.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRefunds implements Refunds {

  private final JdbcClient jdbc;

  JdbcRefunds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(long paymentId, @Nullable String returnId, long amount) {
    jdbc.sql(
            """
            insert into refund (id, payment_id, return_id, amount, status)
            values (?, ?, ?, ?, 'Requested') on conflict (payment_id, return_id) do nothing
            """)
        .params(Ids.next(), paymentId, returnId, amount)
        .update();
  }

  @Override
  public List<Refund> open(long paymentId) {
    return list("payment_id = ? and " + IS_OPEN, paymentId);
  }

  @Override
  public List<Refund> all(long paymentId) {
    return list("payment_id = ?", paymentId);
  }

  private List<Refund> list(String condition, long paymentId) {
    return jdbc.sql("select " + COLUMNS + " from refund where " + condition + " order by id")
        .params(paymentId)
        .query((row, _) -> refund(row))
        .list();
  }

  @Override
  public Refund beginAttempt(long id) {
    return jdbc.sql("update refund set attempt = attempt + 1 where id = ? returning " + COLUMNS)
        .params(id)
        .query((row, _) -> refund(row))
        .single();
  }

  @Override
  public void countFailure(long id) {
    jdbc.sql("update refund set failures = failures + 1 where id = ?").params(id).update();
  }

  @Override
  public void reopen(long id) {
    jdbc.sql("update refund set status = 'Requested', acquirer_refund = null where id = ?")
        .params(id)
        .update();
  }

  @Override
  public boolean move(long id, Status status, @Nullable String acquirerRefund) {
    return jdbc.sql(
                """
                update refund set status = ?, acquirer_refund = coalesce(?, acquirer_refund)
                where id = ? and status <> ? and
                """
                    + IS_OPEN)
            .params(status.text(), acquirerRefund, id, status.text())
            .update()
        == 1;
  }

  private static final String IS_OPEN =
      Arrays.stream(Status.values())
          .filter(Status::isOpen)
          .map(status -> "'" + status.text() + "'")
          .collect(Collectors.joining(", ", "status in (", ")"));

  private static final String COLUMNS =
      "id, payment_id, return_id, amount, status, acquirer_refund, attempt, failures";

  private static Refund refund(ResultSet row) throws SQLException {
    return new Refund(
        row.getLong("id"),
        row.getLong("payment_id"),
        row.getString("return_id"),
        row.getLong("amount"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("acquirer_refund"),
        row.getInt("attempt"),
        row.getInt("failures"));
  }
}
