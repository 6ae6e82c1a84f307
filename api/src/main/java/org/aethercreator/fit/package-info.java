/**
 * What a model needs and what a machine has: arithmetic, nothing else. Start at
 * {@link org.aethercreator.fit.MemoryFit}. It does not know the machine it runs on ({@code hardware} detects that) and
 * measures nothing.
 *
 * <p>Why hardware is a value here: the same question is asked for this machine, for a named one that the user wants to
 * buy or share with, and for the one in a colleague's report. So is the {@link org.aethercreator.fit.Engine}: two
 * builds of llama.cpp reserve 98 and 15 MiB for the same work.
 */
@NullMarked
package org.aethercreator.fit;

import org.jspecify.annotations.NullMarked;
