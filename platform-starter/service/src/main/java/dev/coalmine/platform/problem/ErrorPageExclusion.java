package dev.coalmine.platform.problem;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out Boot's page for errors, because {@link ServerProblems} writes them where they happen.
 * A setting would do as well, but a service that excludes something of its own would replace it.
 */
class ErrorPageExclusion implements AutoConfigurationImportFilter {

  private static final String PAGE =
      "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration";

  @Override
  public boolean[] match(String[] candidates, AutoConfigurationMetadata metadata) {
    var kept = new boolean[candidates.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = !PAGE.equals(candidates[i]);
    }
    return kept;
  }
}
