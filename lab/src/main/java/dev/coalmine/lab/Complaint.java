package dev.coalmine.lab;

/** Something a person can put right; the message is one sentence for them. */
public class Complaint extends RuntimeException {

  public Complaint(String message) {
    super(message);
  }

  public Complaint(String message, Throwable cause) {
    super(message, cause);
  }
}
