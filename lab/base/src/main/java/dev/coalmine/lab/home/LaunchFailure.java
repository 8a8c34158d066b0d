package dev.coalmine.lab.home;

import dev.coalmine.lab.cli.UserError;

/** The system could not be started, stopped or found. */
public class LaunchFailure extends UserError {

  public LaunchFailure(String message) {
    super(message);
  }
}
