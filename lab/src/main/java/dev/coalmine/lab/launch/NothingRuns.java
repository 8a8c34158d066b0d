package dev.coalmine.lab.launch;

/** A command needs a running system, and there is none: exit code 2. */
public class NothingRuns extends LaunchFailure {

  public NothingRuns(String message) {
    super(message);
  }

  NothingRuns() {
    this("nothing is running; start it with ./coalmine up");
  }
}
