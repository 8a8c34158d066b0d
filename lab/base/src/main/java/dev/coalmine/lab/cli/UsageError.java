package dev.coalmine.lab.cli;

/** A command line that asks for what does not go together; nothing was begun. */
public final class UsageError extends UserError {

  public UsageError(String message) {
    super(message);
  }
}
