package dev.coalmine.order.transaction;

import java.util.function.Function;

/** Runs work in one database transaction; inside another one it joins that. */
public interface Transactions {

  <T> T run(Function<Work, T> work);

  interface Work {

    /** Nothing of the transaction stays; the outcome is answered all the same. */
    <T> T undo(T outcome);
  }
}
