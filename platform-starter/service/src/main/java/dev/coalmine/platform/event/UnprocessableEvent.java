package dev.coalmine.platform.event;

import dev.coalmine.platform.failure.PermanentFailure;

/** This event can never succeed, however often it is tried: it belongs with the dead letters. */
public class UnprocessableEvent extends PermanentFailure {

  public UnprocessableEvent(String message) {
    super(message);
  }

  public UnprocessableEvent(String message, Throwable cause) {
    super(message, cause);
  }
}
