package dev.coalmine.notification.delivery;

/** Wakes who sends, on any replica, when the transaction commits. */
public interface Signals {

  void streamGrew(String customer);

  void mailIsDue();
}
