package org.aethercreator.modelfile.template;

import java.util.Map;

/** What to do about Go's terse messages, by how they begin or what they contain. */
final class Advice {
    private static final Map<String, String> SYNTAX = Map.ofEntries(
            Map.entry(
                    "bad character U+005B '['",
                    "Go has no brackets; write {{ (index .Messages 0).Content }} for messages[0].content."),
            Map.entry("bad character", "Put a space before that character, or leave it out."),
            Map.entry(
                    "undefined variable",
                    "Declare it first, as in {{ $x := .Prompt }}; it is known up to its {{ end }}."),
            Map.entry("unexpected EOF", "Add the {{ end }} of an if, range, with, block or define."),
            Map.entry("unexpected {{end}}", "Remove it, or open an if, range or with before it."),
            Map.entry("unexpected {{else}}", "Remove it, or open an if, range or with before it."),
            Map.entry("unclosed action", "Close the action with }} before the text goes on."),
            Map.entry("unclosed comment", "Close the comment with */}}."),
            Map.entry("comment ends before", "Write }} right after */; a comment stands alone in its action."),
            Map.entry("unclosed left paren", "Close the parenthesis before }}."),
            Map.entry("unterminated", "Close the quotation; only one in backquotes may go on over a line break."),
            Map.entry("missing value for", "Write what is meant, as in {{ .Prompt }}."),
            Map.entry("max expression depth", "Nest fewer blocks and parentheses; templates in use have a dozen."),
            Map.entry("template: multiple definition", "Give each define and block a name of its own."),
            Map.entry("undefined template", "Pass the data on, as in {{ template \"name\" . }}."));

    private Advice() {}

    static String onSyntax(String message) {
        if (message.startsWith("function ")) {
            return "Ollama's templates have the functions " + String.join(", ", Functions.names())
                    + "; a field begins with a dot.";
        }
        return SYNTAX.entrySet().stream()
                .filter(entry -> message.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse("Correct the action on that line; Go's text/template documents the syntax.");
    }

    static String onExecution(String message) {
        if (message.startsWith("can't evaluate field")) {
            return "Ollama's data has no such field; correct the name or take it out.";
        }
        if (message.endsWith("is not a defined function")) {
            return "Ollama runs the last turn of a template without .Messages without its own functions; use .Messages"
                    + " or only Go's functions.";
        }
        if (message.startsWith("template ") && message.endsWith(" not defined")) {
            return "Define it in this text; a template without .Messages cannot use definitions in the last turn.";
        }
        if (message.startsWith("exceeded maximum template depth")) {
            return "A template that invokes itself must come to an end; this library follows it " + Budget.DEPTH
                    + " steps deep.";
        }
        return "The template parses, but cannot run with these values; correct the action named.";
    }
}
