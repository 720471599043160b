/**
 * From messages to commands, from answers to messages. An adapter does only what the message alone
 * can tell; what needs reference data or state is left to the engine.
 */
package io.clearline.adapters;
