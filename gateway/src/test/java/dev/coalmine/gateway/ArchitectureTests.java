package dev.coalmine.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.cloud.gateway.filter.GlobalFilter;

@AnalyzeClasses(
    packages = "dev.coalmine.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.coalmine.gateway.(*)..").should().beFreeOfCycles();

  /** The framework would run one outside of {@link FilterOrder}. */
  @ArchTest
  static final ArchRule noFilterIsAGlobalFilter =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(FilterChains.class.getName() + "$RouteFilters")
          .should()
          .implement(GlobalFilter.class);
}
