/**
 * Java for the kernel: JShell runs the cells inside this JVM, so that their values are real objects. Start at
 * {@link org.aethercreator.kernel.jshell.JavaInterpreter}. It knows nothing of the Jupyter protocol.
 */
@NullMarked
package org.aethercreator.kernel.jshell;

import org.jspecify.annotations.NullMarked;
