/**
 * The container images: built from jars that are there, tried, and taken to where they will run.
 */
package dev.coalmine.lab.images;
