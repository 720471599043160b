/** Memory off the heap, shared by all cores of a process: what containers are made of. */
package io.clearline.engine.block;
