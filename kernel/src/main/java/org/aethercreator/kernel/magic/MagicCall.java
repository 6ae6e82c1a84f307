package org.aethercreator.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of a magic.
 *
 * @param arguments the rest of its line, as written
 * @param body the lines below a cell magic, or {@code null} for a line magic
 */
public record MagicCall(String arguments, @Nullable String body, MagicContext context) {
    /** The arguments as words; quotes as in a shell, see {@link MagicArguments#split}. */
    public List<String> words() {
        return MagicArguments.split(arguments);
    }
}
