/** The types of problems (RFC 9457). */
@NullMarked
package dev.coalmine.platform.problemtype;

import org.jspecify.annotations.NullMarked;
