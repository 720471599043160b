/**
 * The file drop: files of JSON Lines, and of CSV with a mapping, that are put into a folder are sent in their
 * order, each once, and what was answered is put beside them.
 */
package io.clearline.adapters.inbox;
