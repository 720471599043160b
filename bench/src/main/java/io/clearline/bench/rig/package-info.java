/**
 * The load rig: commands sent at their own times, whatever becomes of the ones before, and answers
 * measured from those times. The mechanics alone; what is run and how it is told live beside it.
 */
package io.clearline.bench.rig;
