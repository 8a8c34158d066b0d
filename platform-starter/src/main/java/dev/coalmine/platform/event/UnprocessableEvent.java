package dev.coalmine.platform.event;

/** This event can never succeed, however often it is tried: it belongs with the dead letters. */
public class UnprocessableEvent extends RuntimeException {

  public UnprocessableEvent(String message) {
    super(message);
  }

  public UnprocessableEvent(String message, Throwable cause) {
    super(message, cause);
  }
}
