/** An issuer of tokens for development, and its client. */
package dev.coalmine.lab.issuer;
