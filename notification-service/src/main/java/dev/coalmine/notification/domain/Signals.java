package dev.coalmine.notification.domain;

/** Wakes who sends, on any replica, when the transaction commits. */
public interface Signals {

  void streamGrew(String customer);

  void mailIsDue();
}
