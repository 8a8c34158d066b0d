package dev.coalmine.gateway.policy;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What is printed when the gateway does not start because of its policy. */
final class MistakenPolicyAnalyzer extends AbstractFailureAnalyzer<MistakenPolicy> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MistakenPolicy cause) {
    return new FailureAnalysis(
        "The policy in %s cannot be put in force:%n%n  %s"
            .formatted(
                cause.file(), MistakenPolicy.told(cause.mistakes(), System.lineSeparator() + "  ")),
        "Correct it, or leave coalmine.policy.file empty for the built-in policy.",
        cause);
  }
}
