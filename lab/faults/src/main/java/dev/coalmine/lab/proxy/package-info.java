/** A TCP proxy in front of each dependency, whose links can be made to misbehave for a time. */
package dev.coalmine.lab.proxy;
