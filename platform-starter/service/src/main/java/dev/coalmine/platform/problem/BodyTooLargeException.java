package dev.coalmine.platform.problem;

class BodyTooLargeException extends RuntimeException {

  BodyTooLargeException(long limit) {
    super("The body is larger than %d bytes.".formatted(limit));
  }
}
