/**
 * The launcher's verbs: one thin class each, which turn options into calls of the engine and the
 * adapters, and results into text. No decisions of customs are made here.
 */
package io.clearline.tools;
