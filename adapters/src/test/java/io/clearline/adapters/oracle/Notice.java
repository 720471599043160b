package io.clearline.adapters.oracle;

/** What an item was denied, and why. */
record Notice(int item, String code, String reason) {
}
