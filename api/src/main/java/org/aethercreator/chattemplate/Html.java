package org.aethercreator.chattemplate;

/**
 * The little of MarkupSafe that matters where autoescaping is off: what {@code |escape} and {@code |safe} leave behind.
 */
final class Html {
    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    /** The text of a value, escaped unless it is marked as safe already. */
    static TextValue escaped(Value value) {
        return value instanceof TextValue text && text.safe() ? text : new TextValue(escape(value.str()), true);
    }

    /** {@code left + right}: if one side is safe, the other is escaped. */
    static TextValue concatenate(TextValue left, TextValue right) {
        if (!left.safe() && !right.safe()) {
            return TextValue.of(left.text() + right.text());
        }
        return new TextValue(escaped(left).text() + escaped(right).text(), true);
    }
}
