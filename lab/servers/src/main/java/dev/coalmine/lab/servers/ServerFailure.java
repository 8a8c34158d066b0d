package dev.coalmine.lab.servers;

/** A server could not be started; the message says which, and shows the end of its log. */
public class ServerFailure extends RuntimeException {

  ServerFailure(String message) {
    super(message);
  }
}
