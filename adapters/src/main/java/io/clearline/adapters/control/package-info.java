/**
 * The language of controls: CEL text, parsed and type-checked with cel-java, becomes the program
 * that the engine runs, or a refusal that says where and why. The only package that knows CEL; it
 * is loaded when the first control arrives.
 */
package io.clearline.adapters.control;
