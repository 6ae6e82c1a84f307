/**
 * A Jupyter kernel for Java: main, installation and start. It knows the Jupyter protocol and JShell, and nothing of
 * language models.
 */
@NullMarked
package org.aethercreator.kernel;

import org.jspecify.annotations.NullMarked;
