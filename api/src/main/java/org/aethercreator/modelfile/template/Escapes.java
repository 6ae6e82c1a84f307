package org.aethercreator.modelfile.template;

import java.util.List;
import java.util.Locale;
import org.aethercreator.modelfile.PrintableRunes;
import org.aethercreator.modelfile.template.GoType.Kind;

/** Go's html, js and urlquery. */
final class Escapes {
    private static final String UNRESERVED = "-_.~";

    private Escapes() {}

    /** The operands as one text, printed as an action prints them. */
    static String text(List<GoValue> operands, Budget budget) {
        if (operands.size() == 1 && operands.get(0).type() == GoType.STRING) {
            return operands.get(0).bytes();
        }
        return GoPrinter.print(operands.stream().map(Escapes::printable).toList(), budget);
    }

    private static GoValue printable(GoValue operand) {
        GoValue value = operand.kind() == Kind.POINTER ? operand.indirect() : operand;
        return value.isValid() ? value : GoValue.of("<no value>");
    }

    static String html(String bytes) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length(); at++) {
            char character = bytes.charAt(at);
            switch (character) {
                case '\0' -> out.append(GoText.ofRune(GoText.REPLACEMENT));
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(character);
            }
        }
        return out.toString();
    }

    static String javaScript(String bytes) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length(); at += GoText.width(bytes, at)) {
            int rune = GoText.rune(bytes, at);
            if ("\\'\"".indexOf(rune) >= 0) {
                out.append('\\').append((char) rune);
            } else if (rune < ' ' || "<>&=".indexOf(rune) >= 0) {
                out.append(String.format(Locale.ROOT, "\\u%04X", rune));
            } else if (rune < 0x80) {
                out.append((char) rune);
            } else if (PrintableRunes.contains(rune)) {
                out.append(bytes, at, at + GoText.width(bytes, at));
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04X", rune));
            }
        }
        return out.toString();
    }

    static String urlQuery(String bytes) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length(); at++) {
            char character = bytes.charAt(at);
            boolean alphanumeric = character < 0x80 && Character.isLetterOrDigit(character);
            if (alphanumeric || UNRESERVED.indexOf(character) >= 0) {
                out.append(character);
            } else {
                out.append(character == ' ' ? "+" : String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return out.toString();
    }
}
