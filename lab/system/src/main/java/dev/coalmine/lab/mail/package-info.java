/** A mail server that keeps what it receives, and the commands that show it. */
package dev.coalmine.lab.mail;
