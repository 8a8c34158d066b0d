package dev.coalmine.lab.launch;

import dev.coalmine.lab.cli.UserError;

/** The system could not be started, stopped or found. */
public class LaunchFailure extends UserError {

  LaunchFailure(String message) {
    super(message);
  }
}
