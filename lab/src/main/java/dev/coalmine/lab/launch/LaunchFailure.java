package dev.coalmine.lab.launch;

/** Something a person can put right; the message is one sentence for them. */
public class LaunchFailure extends RuntimeException {

  LaunchFailure(String message) {
    super(message);
  }
}
