/** Publishing: state and event commit together. */
@NullMarked
package dev.coalmine.platform.outbox;

import org.jspecify.annotations.NullMarked;
