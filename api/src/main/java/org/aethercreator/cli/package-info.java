/**
 * AetherCreator on the command line. Start at {@link org.aethercreator.cli.Main}. It holds no logic of its own, and
 * does not know notebooks.
 */
@NullMarked
package org.aethercreator.cli;

import org.jspecify.annotations.NullMarked;
