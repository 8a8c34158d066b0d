package dev.coalmine.payment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.coalmine.payment", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule theModelIsPlainJava =
      classes()
          .that()
          .haveNameMatching(
              "dev\\.coalmine\\.payment\\.payment\\.(Payment|PaymentState|PaymentLifecycle"
                  + "|PaymentEvent|PaymentEvents|Outcome|Money|Refund|Acquirer)(\\$.*)?")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.coalmine.payment.payment.."));

  @ArchTest
  static final ArchRule onlyTheAdapterKnowsStripe =
      noClasses()
          .that()
          .resideOutsideOfPackages("..acquirer..", "..webhook..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.stripe..");
}
