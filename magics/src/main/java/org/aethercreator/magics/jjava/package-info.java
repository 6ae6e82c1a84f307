/**
 * Carries our magics and renderers into JJava, the other living kernel for Java: jars on its class path are enough.
 * Start at {@link org.aethercreator.magics.jjava.JJavaExtension}, which JJava finds. It knows no single magic. Why it
 * uses no more of JJava than {@code Extension}, the magics' interfaces and registry, {@code evalRaw} and displays:
 * these are the same in 1.0-a6, the only release to compile against, and in 1.0-a8, which pip installs.
 */
@NullMarked
package org.aethercreator.magics.jjava;

import org.jspecify.annotations.NullMarked;
