/**
 * What became of controls, read from the records of a journal by applying them: for those who ask
 * after the fact. Nothing here is on the way of a declaration.
 */
package io.clearline.adapters.history;
