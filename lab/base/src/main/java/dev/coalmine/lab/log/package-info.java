/** Lines on the disk that outlast a crash. */
package dev.coalmine.lab.log;
