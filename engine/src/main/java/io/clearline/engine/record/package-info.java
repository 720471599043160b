/**
 * The binary records: the header that frames them, the field paths they name, the scales they use.
 * The SBE codecs are generated from {@code src/main/sbe/clearline.xml} into the sub-package {@code sbe}.
 * Nothing here decides anything.
 */
package io.clearline.engine.record;
