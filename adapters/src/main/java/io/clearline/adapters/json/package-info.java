/**
 * JSON Lines: commands in, answers and journal records out, as the contract spells them. What a
 * line alone can tell is found here and travels as form errors; nothing here knows reference data
 * or state.
 */
package io.clearline.adapters.json;
