package dev.coalmine.notification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.coalmine.notification", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule theDomainNeedsNothingButJavaAndItself =
      classes()
          .that()
          .resideInAPackage("dev.coalmine.notification.domain..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "dev.coalmine.notification.domain.."));

  @ArchTest
  static final ArchRule deliveryDependsOnNoEntryPoint =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..notification.order..", "..notification.delivery..", "..notification.mail..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..messaging..", "..web..", "dev.coalmine..stream..");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.coalmine.notification.(*)..").should().beFreeOfCycles();
}
