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

  private static final String JSPECIFY = "org.jspecify.annotations..";
  private static final String DOMAIN = "dev.coalmine.payment.domain..";
  private static final String PROCESSING = "dev.coalmine.payment.processing..";

  @ArchTest
  static final ArchRule theDomainNeedsNothingButJavaAndItself =
      classes()
          .that()
          .resideInAPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", JSPECIFY, DOMAIN);

  @ArchTest
  static final ArchRule theUseCasesNeedNothingButTheDomainAndTransactions =
      classes()
          .that()
          .resideInAPackage(PROCESSING)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", JSPECIFY, DOMAIN, PROCESSING, "dev.coalmine.platform.transaction..");

  @ArchTest
  static final ArchRule onlyTheStoreKnowsJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.coalmine.payment.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

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
