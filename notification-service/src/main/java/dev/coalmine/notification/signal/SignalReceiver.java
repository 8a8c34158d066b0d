package dev.coalmine.notification.signal;

/** Is woken by a commit on any replica. Must be quick. */
public interface SignalReceiver {

  default void streamGrew(String customer) {}

  default void mailIsDue() {}
}
