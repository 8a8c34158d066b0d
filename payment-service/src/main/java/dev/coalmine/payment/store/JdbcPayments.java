package dev.coalmine.payment.store;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Tombstone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPayments implements Payments {

  private final JdbcClient jdbc;

  JdbcPayments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean add(Payment payment, Instant now, Duration lease) {
    return jdbc.sql(
                """
                insert into payment (id, order_id, customer, amount, currency, state, sequence,
                                     next_attempt_at, claimed_until)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (order_id) do nothing
                """)
            .params(
                payment.id(),
                payment.orderId(),
                payment.customer(),
                payment.price().amount(),
                payment.price().currency(),
                payment.state().text(),
                payment.sequence(),
                Timestamp.from(now),
                Timestamp.from(now.plus(lease)))
            .update()
        == 1;
  }

  /** The row of a tombstone is a voided payment without a customer. */
  @Override
  public boolean add(Tombstone tombstone, Instant now, Duration lease) {
    return add(row(tombstone), now, lease);
  }

  @Override
  public Optional<OrderPayment> ofOrder(String orderId) {
    return jdbc.sql("select " + COLUMNS + " from payment where order_id = ?")
        .params(orderId)
        .query((row, _) -> orderPayment(row))
        .optional();
  }

  @Override
  public Optional<OrderPayment> lockOfOrder(String orderId) {
    return jdbc.sql("select " + COLUMNS + " from payment where order_id = ? for update")
        .params(orderId)
        .query((row, _) -> orderPayment(row))
        .optional();
  }

  @Override
  public Payment lock(long id) {
    return jdbc.sql("select " + COLUMNS + " from payment where id = ? for update")
        .params(id)
        .query((row, _) -> payment(row))
        .single();
  }

  @Override
  public Optional<Payment> claim(long id, Instant now, Duration lease) {
    return jdbc.sql(
            """
            update payment set claimed_until = ?, claim = claim + 1
            where id = ? and %s and (claimed_until is null or claimed_until < ?) returning %s
            """
                .formatted(IS_WORK, COLUMNS))
        .params(Timestamp.from(now.plus(lease)), id, Timestamp.from(now))
        .query((row, _) -> payment(row))
        .optional();
  }

  @Override
  public List<Payment> claimDue(Instant now, Instant dueBy, Duration lease, int most) {
    return jdbc.sql(
            """
            update payment set claimed_until = ?, claim = claim + 1 where id in (
              select id from payment
              where %s and next_attempt_at <= ? and (claimed_until is null or claimed_until < ?)
              order by next_attempt_at limit ? for update skip locked)
            returning %s
            """
                .formatted(IS_WORK, COLUMNS))
        .params(Timestamp.from(now.plus(lease)), Timestamp.from(dueBy), Timestamp.from(now), most)
        .query((row, _) -> payment(row))
        .list();
  }

  @Override
  public Optional<Payment> renew(long id, int claim, Instant until) {
    return jdbc.sql(
            "update payment set claimed_until = ? where id = ? and claim = ? returning " + COLUMNS)
        .params(Timestamp.from(until), id, claim)
        .query((row, _) -> payment(row))
        .optional();
  }

  @Override
  public Optional<Payment> beginAttempt(long id, int claim, String intent, Instant until) {
    return jdbc.sql(
            """
            update payment set intent = ?, attempt = attempt + 1, claimed_until = ?
            where id = ? and claim = ? returning
            """
                + COLUMNS)
        .params(intent, Timestamp.from(until), id, claim)
        .query((row, _) -> payment(row))
        .optional();
  }

  @Override
  public Payment move(
      long id,
      PaymentState state,
      @Nullable String reason,
      long sequence,
      @Nullable Instant nextAttempt,
      @Nullable Instant claimedUntil) {
    return jdbc.sql(
            """
            update payment set state = ?, reason = ?, sequence = ?, attempt = 0, failures = 0,
                               next_attempt_at = ?, claimed_until = ?, claim = claim + 1
            where id = ? returning
            """
                + COLUMNS)
        .params(state.text(), reason, sequence, timestamp(nextAttempt), timestamp(claimedUntil), id)
        .query((row, _) -> payment(row))
        .single();
  }

  @Override
  public void postpone(long id, PaymentState state, Instant nextAttempt) {
    jdbc.sql(
            """
            update payment
            set state = ?, failures = failures + 1, next_attempt_at = ?, claimed_until = null
            where id = ?
            """)
        .params(state.text(), timestamp(nextAttempt), id)
        .update();
  }

  @Override
  public int hasten(Instant now, int perSecond) {
    return jdbc.sql(
            """
            with waiting as (
              select id, next_attempt_at from payment
              where %s and failures > 0 and next_attempt_at > cast(:now as timestamptz)
              for update skip locked),
            turns as (
              select id, cast(:now as timestamptz)
                         + row_number() over (order by next_attempt_at)
                           * interval '1 second' / cast(:perSecond as float8) as turn
              from waiting)
            update payment set next_attempt_at = turn
            from turns where payment.id = turns.id and turn < next_attempt_at
            """
                .formatted(IS_WORK))
        .param("now", Timestamp.from(now))
        .param("perSecond", perSecond)
        .update();
  }

  @Override
  public void requestCancel(long id, Instant now) {
    jdbc.sql("update payment set cancel_requested = true, next_attempt_at = ? where id = ?")
        .params(timestamp(now), id)
        .update();
  }

  @Override
  public long nextSequence(long id) {
    return jdbc.sql("update payment set sequence = sequence + 1 where id = ? returning sequence")
        .params(id)
        .query(Long.class)
        .single();
  }

  @Override
  public Optional<Long> waitingFor(String intent) {
    return jdbc.sql("select id from payment where intent = ? and " + IS_WORK)
        .params(intent)
        .query(Long.class)
        .optional();
  }

  @Override
  public boolean knows(String intent) {
    return jdbc.sql("select exists (select from payment where intent = ?)")
        .params(intent)
        .query(Boolean.class)
        .single();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  /**
   * The condition of the index payment_due. The states are literals because PostgreSQL does not use
   * a partial index for a condition with parameters in a generic plan.
   */
  static final String IS_WORK =
      Arrays.stream(PaymentState.values())
          .filter(PaymentState::isWork)
          .map(state -> "'" + state.text() + "'")
          .collect(Collectors.joining(", ", "state in (", ")"));

  private static final String COLUMNS =
      """
      id, order_id, customer, amount, currency, state, intent, reason, cancel_requested, sequence,
      attempt, failures, claim
      """;

  private static Payment payment(ResultSet row) throws SQLException {
    return new Payment(
        row.getLong("id"),
        row.getString("order_id"),
        row.getString("customer"),
        new Money(row.getLong("amount"), row.getString("currency")),
        PaymentState.of(row.getString("state")),
        row.getString("intent"),
        row.getString("reason"),
        row.getBoolean("cancel_requested"),
        row.getLong("sequence"),
        row.getInt("attempt"),
        row.getInt("failures"),
        row.getInt("claim"));
  }

  private static final String NO_CUSTOMER = "";
  private static final String NO_CURRENCY = "XXX";

  private static Payment row(Tombstone tombstone) {
    return new Payment(
        tombstone.id(),
        tombstone.orderId(),
        NO_CUSTOMER,
        new Money(0, NO_CURRENCY),
        PaymentState.VOIDED,
        null,
        null,
        false,
        Tombstone.SEQUENCE,
        0,
        0,
        1);
  }

  private static OrderPayment orderPayment(ResultSet row) throws SQLException {
    var payment = payment(row);
    return payment.customer().equals(NO_CUSTOMER)
        ? new Tombstone(payment.id(), payment.orderId())
        : payment;
  }
}
