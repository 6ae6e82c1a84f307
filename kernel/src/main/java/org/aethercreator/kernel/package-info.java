/**
 * A Jupyter kernel for Java: main, installation and start. Start at {@link org.aethercreator.kernel.KernelMain}, which
 * joins the session and the Java interpreter; it knows nothing of language models.
 */
@NullMarked
package org.aethercreator.kernel;

import org.jspecify.annotations.NullMarked;
