/**
 * What a cell shows: values in several MIME types, and who turns a value into them. Start at
 * {@link org.aethercreator.kernel.display.Renderers}. It depends on the JDK only, so that other kernels can carry it,
 * and does not know how a bundle reaches the notebook.
 */
@NullMarked
package org.aethercreator.kernel.display;

import org.jspecify.annotations.NullMarked;
