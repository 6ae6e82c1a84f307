/**
 * Libraries for cells: resolves Maven coordinates with all that they need, and the magics for the class path. Start at
 * {@link org.aethercreator.kernel.maven.ClassPathMagics}. It does not know how jars are loaded, nor JShell.
 *
 * <p>Why MIMA: it is Maven's own resolver with the user's {@code settings.xml} (mirrors, proxies, credentials), without
 * a Maven installation.
 */
@NullMarked
package org.aethercreator.kernel.maven;

import org.jspecify.annotations.NullMarked;
