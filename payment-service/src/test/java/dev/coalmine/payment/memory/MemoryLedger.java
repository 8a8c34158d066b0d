package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.Ledger;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.platform.testing.MemoryTransactions;

public final class MemoryLedger implements Ledger {

  private record Booking(String reference, long sales, long fee) {}

  private final MemoryTransactions.Table<Integer, Booking> bookings;

  MemoryLedger(MemoryTransactions transactions) {
    this.bookings = transactions.new Table<>();
  }

  /** Returns what was sold and not given back, in minor units. */
  public long sales() {
    return bookings.all().stream().mapToLong(Booking::sales).sum();
  }

  public long fees() {
    return bookings.all().stream().mapToLong(Booking::fee).sum();
  }

  @Override
  public void captured(long paymentId, String transaction, Money gross, long fee) {
    book(new Booking(transaction, gross.amount(), fee));
  }

  @Override
  public void refunded(long paymentId, String refund, Money amount) {
    book(new Booking(refund, -amount.amount(), 0));
  }

  @Override
  public void refundFailed(long paymentId, String refund, Money amount) {
    book(new Booking(refund + "-failed", amount.amount(), 0));
  }

  private void book(Booking booking) {
    if (bookings.all().stream().noneMatch(b -> b.reference().equals(booking.reference()))) {
      bookings.put(bookings.all().size(), booking);
    }
  }
}
