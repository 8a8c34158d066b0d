package dev.coalmine.platform.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value must be, in words of JSON and of queries instead of a Java type. */
final class Kind {

  private static final Set<Class<?>> WHOLE_32 = Set.of(Integer.class, int.class);
  private static final Set<Class<?>> WHOLE_64 = Set.of(Long.class, long.class);
  private static final Set<Class<?>> LOGICAL = Set.of(Boolean.class, boolean.class);

  private Kind() {}

  /** With its article: {@code a string}. */
  static String of(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a string";
    }
    if (WHOLE_32.contains(type)) {
      return "a whole number of at most 32 bits, without quotes";
    }
    if (WHOLE_64.contains(type)) {
      return "a whole number of at most 64 bits, without quotes";
    }
    if (LOGICAL.contains(type)) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
  }
}
