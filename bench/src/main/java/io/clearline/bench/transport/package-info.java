/**
 * The load rig over each way into {@code serve}, beside an echo on the same way in the same run: what the
 * engine and its sessions add to what the way itself takes.
 */
package io.clearline.bench.transport;
