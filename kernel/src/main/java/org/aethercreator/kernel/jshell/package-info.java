/**
 * Java for the kernel: JShell runs the cells inside this JVM, so that their values are real objects. Start at
 * {@link org.aethercreator.kernel.jshell.JavaInterpreter}. It knows nothing of the Jupyter protocol.
 *
 * <p>The way of a cell: {@code CellParser} tells Java from magics, {@code CellExecution} runs the parts in order,
 * {@code JavaShell} has JShell compile a snippet, {@code CellControl} gets its classes and calls them,
 * {@code CellThread} is where they run, and {@code CellErrors} says what went wrong.
 *
 * <p>Why an execution control of our own: JShell's hands on strings, cannot stop a loop on JDK 20 and later, and shows
 * cells everything on the application class path. Why line numbers are rewritten in the bytecode: so every stack trace
 * names the cell, also one that a library logs.
 */
@NullMarked
package org.aethercreator.kernel.jshell;

import org.jspecify.annotations.NullMarked;
