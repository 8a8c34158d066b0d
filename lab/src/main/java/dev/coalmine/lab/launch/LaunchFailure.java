package dev.coalmine.lab.launch;

import dev.coalmine.lab.Complaint;

/** The system could not be started, stopped or found. */
public class LaunchFailure extends Complaint {

  LaunchFailure(String message) {
    super(message);
  }
}
