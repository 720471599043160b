/**
 * Decides and applies. ClearanceCore is the whole control flow on one
 * screen; beside it stands one class per rule family, in the order of contract section 5. No clock, no I/O,
 * no logging, no threads, no floating point, no strings on the way of a declaration.
 */
package io.clearline.engine.core;
