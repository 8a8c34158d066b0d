package dev.coalmine.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.coalmine.payment", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule theDomainNeedsNothingButJavaAndItself =
      classes()
          .that()
          .resideInAPackage("dev.coalmine.payment.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify.annotations..", "dev.coalmine.payment.domain..");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.coalmine.payment.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheAdapterKnowsStripe =
      noClasses()
          .that()
          .resideOutsideOfPackages("..acquirer..", "..webhook..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.stripe..");
}
