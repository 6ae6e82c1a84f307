/**
 * Magics: lines and cells that are no Java, such as {@code %gguf model.gguf}. Start at
 * {@link org.aethercreator.kernel.magic.Magic}; what cells can call is in
 * {@link org.aethercreator.kernel.magic.Notebook}. It depends on the JDK only, so that other kernels can carry it, and
 * does not know JShell or the protocol.
 */
@NullMarked
package org.aethercreator.kernel.magic;

import org.jspecify.annotations.NullMarked;
