package org.aethercreator.chattemplate;

import java.util.Iterator;
import java.util.Locale;

/** Python's {@code repr} of texts and containers. */
final class Repr {
    private Repr() {}

    /** Quoted as Python does it: by ' unless the text has that and no ". */
    static String text(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder repr = new StringBuilder(text.length() + 2).append(quote);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            appendEscaped(repr, point, quote);
            i += Character.charCount(point);
        }
        return repr.append(quote).toString();
    }

    private static void appendEscaped(StringBuilder repr, int point, char quote) {
        if (point == quote || point == '\\') {
            repr.append('\\').appendCodePoint(point);
        } else if (point == '\n') {
            repr.append("\\n");
        } else if (point == '\r') {
            repr.append("\\r");
        } else if (point == '\t') {
            repr.append("\\t");
        } else if (isPrintable(point)) {
            repr.appendCodePoint(point);
        } else {
            String format = point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x";
            repr.append(String.format(Locale.ROOT, format, point));
        }
    }

    /** {@code str.isprintable} of one character. */
    static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    static String of(ListValue list) {
        return items("[", list, "]");
    }

    static String of(TupleValue tuple) {
        return items("(", tuple, tuple.length() == 1 ? ",)" : ")");
    }

    private static String items(String opening, SequenceValue sequence, String closing) {
        BoundedText repr = new BoundedText().append(opening);
        for (Iterator<Value> items = sequence.iterate(); items.hasNext(); ) {
            repr.append(items.next().repr()).append(items.hasNext() ? ", " : "");
        }
        return repr.append(closing).toString();
    }

    static String of(DictValue dict) {
        BoundedText repr = new BoundedText().append("{");
        String separator = "";
        for (DictValue.Entry entry : dict.entries()) {
            repr.append(separator)
                    .append(entry.key().repr())
                    .append(": ")
                    .append(entry.value().repr());
            separator = ", ";
        }
        return repr.append("}").toString();
    }
}
