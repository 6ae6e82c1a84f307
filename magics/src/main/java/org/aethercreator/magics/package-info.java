/**
 * The magics of AetherCreator, one file each, for the Java kernel. They turn notebook text into calls of the library
 * and hold no logic of their own.
 */
@NullMarked
package org.aethercreator.magics;

import org.jspecify.annotations.NullMarked;
