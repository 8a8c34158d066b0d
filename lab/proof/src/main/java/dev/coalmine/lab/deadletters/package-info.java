/** Records that a consumer could not make anything of: to see, and to send again. */
package dev.coalmine.lab.deadletters;
