package dev.coalmine.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.coalmine.order",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  private static final String[] DOMAIN = {
    "dev.coalmine.order.catalogue..",
    "dev.coalmine.order.orders..",
    "dev.coalmine.order.idempotency..",
    "dev.coalmine.platform.transaction.."
  };

  @ArchTest
  static final ArchRule theDomainNeedsNothingButJavaAndItself =
      classes()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations..",
              "dev.coalmine.order.catalogue..",
              "dev.coalmine.order.orders..",
              "dev.coalmine.order.idempotency..",
              "dev.coalmine.platform.transaction..");

  @ArchTest
  static final ArchRule theCatalogueKnowsNoOrders =
      noClasses()
          .that()
          .resideInAPackage("..catalogue..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..orders..", "..idempotency..");

  @ArchTest
  static final ArchRule onlyTheEdgeKnowsTheWeb =
      noClasses()
          .that()
          .resideOutsideOfPackage("..order.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.web..", "org.springframework.http..");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.coalmine.order.(*)..").should().beFreeOfCycles();
}
