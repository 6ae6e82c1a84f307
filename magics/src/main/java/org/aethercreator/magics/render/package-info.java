/**
 * How the library's values look in a notebook. Start at {@link org.aethercreator.magics.render.LibraryRenderers}. It
 * does not know magics; every text that comes from a file or a model is escaped here.
 */
@NullMarked
package org.aethercreator.magics.render;

import org.jspecify.annotations.NullMarked;
