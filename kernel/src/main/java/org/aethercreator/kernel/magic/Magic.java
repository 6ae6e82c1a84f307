package org.aethercreator.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of the notebook: {@code %name arguments}, or {@code %%name arguments} with the rest of the cell as its
 * body.
 */
public interface Magic {
    /** Without percent signs: letters, digits and underscores. */
    String name();

    /** One line for {@code %lsmagic}. */
    String summary();

    /** Whether it is written with one percent sign, two, or either. */
    Form form();

    /** What {@code --help} and a front end's documentation pop-up show: plain text. */
    String help();

    /**
     * Runs it.
     *
     * @return the value to show as the cell's result, or {@code null} for none
     * @throws MagicException if what the user wrote cannot be done; its message is shown alone, without a stack trace
     */
    @Nullable
    Object run(MagicCall call) throws Exception;

    /**
     * What could stand at the end of {@code arguments}, which reaches up to the cursor.
     *
     * @return whole words that start with the last word of {@code arguments}, or replace it
     */
    default List<String> complete(String arguments, MagicContext context) {
        return List.of();
    }

    /**
     * What could stand at the end of {@code body}: the lines below {@code %%name arguments}, up to the cursor. It is
     * asked while someone types, so it answers at once.
     */
    default Suggestions completeBody(String arguments, String body, MagicContext context) {
        return Suggestions.none(body);
    }

    /**
     * What is known of the place at {@code cursor} in {@code body}, the lines below {@code %%name arguments}: plain
     * text, or empty if there is nothing to say.
     */
    default String inspectBody(String arguments, String body, int cursor, MagicContext context) {
        return "";
    }

    /** How a magic is written. */
    enum Form {
        LINE,
        CELL,
        LINE_OR_CELL
    }
}
