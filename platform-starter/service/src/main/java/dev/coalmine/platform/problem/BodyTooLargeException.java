package dev.coalmine.platform.problem;

import java.io.IOException;

class BodyTooLargeException extends IOException {

  BodyTooLargeException(long limit) {
    super("The body is larger than %d bytes.".formatted(limit));
  }
}
