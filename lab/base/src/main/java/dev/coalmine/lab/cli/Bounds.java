package dev.coalmine.lab.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The range of an option that is a number or a duration. {@link BoundsCheck} refuses a value
 * outside of it before the command begins.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Bounds {

  /** Returns the smallest value that is allowed, as a person writes it: 1, 0.1 or 500ms. */
  String least();

  /** Returns the largest value that is allowed, in the same form. */
  String most();

  /** Returns true when {@link #least} itself is not allowed. */
  boolean aboveLeast() default false;
}
