package dev.coalmine.platform.failure;

/** Repeating the same work on the same input can never succeed, even if all servers work. */
public abstract class PermanentFailure extends RuntimeException {

  protected PermanentFailure(String message) {
    super(message);
  }

  protected PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
