/**
 * The ring, its stages and presets, the gate, the clock, back-pressure: wiring only, no decisions.
 */
package io.clearline.engine.pipeline;
