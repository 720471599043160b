/**
 * Containers off the heap that grow without copying: slabs, lists, indexes. They know nothing of customs.
 */
package io.clearline.engine.memory;
