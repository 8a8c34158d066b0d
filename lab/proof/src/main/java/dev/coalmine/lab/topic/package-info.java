/** Reading topics from their start. */
package dev.coalmine.lab.topic;
