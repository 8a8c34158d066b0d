/** The command {@code ./coalmine}: it knows every other package, and none knows it. */
package dev.coalmine.lab;
