/**
 * From request to reply: the order of cells, busy and idle, interrupts, output and input of a cell. Start at
 * {@link org.aethercreator.kernel.session.Interpreter}, which a language implements. It knows nothing of Java the
 * language.
 */
@NullMarked
package org.aethercreator.kernel.session;

import org.jspecify.annotations.NullMarked;
