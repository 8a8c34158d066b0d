package dev.coalmine.lab.home;

/** A command needs a running system, and there is none: exit code 2. */
public class NothingRuns extends LaunchFailure {

  public NothingRuns(String message) {
    super(message);
  }

  public NothingRuns() {
    this("nothing is running; start it with ./coalmine up");
  }
}
