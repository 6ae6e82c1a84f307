/**
 * From request to reply: the order of cells, busy and idle, interrupts, output and input of a cell. Start at
 * {@link org.aethercreator.kernel.session.Session}, and at {@link org.aethercreator.kernel.session.Interpreter}, which
 * a language implements. It knows nothing of Java the language, nor how messages travel.
 *
 * <p>Why completion and inspection do not wait for the running cell, as they do in other kernels: a cell that trains
 * for an hour is when a user writes the next one. Busy and idle of such requests interleave with those of the cell;
 * front ends tell them apart by their parent header.
 */
@NullMarked
package org.aethercreator.kernel.session;

import org.jspecify.annotations.NullMarked;
