package dev.coalmine.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.coalmine.notification", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  private static final String JSPECIFY = "org.jspecify.annotations..";
  private static final String DOMAIN = "dev.coalmine.notification.domain..";
  private static final String DELIVERY = "dev.coalmine.notification.delivery..";

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
          .resideInAPackage(DELIVERY)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", JSPECIFY, DOMAIN, DELIVERY, "dev.coalmine.platform.transaction..");

  @ArchTest
  static final ArchRule onlyTheStoreAndTheSignalsKnowJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackages("..notification.store..", "..notification.signal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

  @ArchTest
  static final ArchRule deliveryDependsOnNoEntryPoint =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..notification.cache..",
              "..notification.mail..",
              "..notification.signal..",
              "..notification.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..messaging..", "..web..", "dev.coalmine..stream..");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.coalmine.notification.(*)..").should().beFreeOfCycles();
}
