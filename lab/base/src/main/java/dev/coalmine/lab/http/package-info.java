/** The lab's requests over HTTP, and its small servers. */
package dev.coalmine.lab.http;
