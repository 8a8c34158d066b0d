package dev.coalmine.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.coalmine.platform",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  /** The gateway has another web stack than the services. */
  @ArchTest
  static final ArchRule theCoreKnowsNoWebStack =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework.web..",
              "org.springframework.http..",
              "jakarta.servlet..",
              "reactor..");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.coalmine.platform.(*)..").should().beFreeOfCycles();
}
