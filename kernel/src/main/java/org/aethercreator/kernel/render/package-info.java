/**
 * How values of the JDK look in a notebook: images, arrays, collections, maps, exceptions. Start at
 * {@link org.aethercreator.kernel.render.ValueRenderers}. It knows no library but the JDK; those bring renderers of
 * their own.
 */
@NullMarked
package org.aethercreator.kernel.render;

import org.jspecify.annotations.NullMarked;
