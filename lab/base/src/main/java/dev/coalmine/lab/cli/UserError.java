package dev.coalmine.lab.cli;

/** Something a person can put right; the message is one sentence for them. */
public class UserError extends RuntimeException {

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
