/**
 * Counts and sums over sliding windows of time, under keys of bytes. Knows bytes, numbers and
 * times alone; what is counted, and when, is the business of controls.
 */
package io.clearline.engine.counter;
