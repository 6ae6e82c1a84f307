package org.aethercreator.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.check.Finding.Edit;
import org.aethercreator.check.Finding.Severity;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.ModelfileFormatException;
import org.aethercreator.modelfile.ModelfileSource.DroppedCharacter;
import org.aethercreator.modelfile.OllamaVersion;

/** What Ollama refuses, drops or swallows while it reads. */
final class SyntaxRules {
    private static final Pattern INSTRUCTION_LINE = Pattern.compile(
            "(?im)^[ \\t]*(FROM|LICENSE|TEMPLATE|SYSTEM|ADAPTER|DRAFT|RENDERER|PARSER|PARAMETER|MESSAGE|REQUIRES)[ \\t]\\S");
    private static final Map<Class<? extends Instruction>, String> SINCE = Map.of(
            Instruction.Renderer.class, "0.12.0",
            Instruction.Parser.class, "0.12.0",
            Instruction.Requires.class, "0.14.0",
            Instruction.Draft.class, "0.23.1");

    private final CheckedModelfile modelfile;
    private final Findings findings;

    SyntaxRules(CheckedModelfile modelfile, Findings findings) {
        this.modelfile = modelfile;
        this.findings = findings;
    }

    void check() {
        problems();
        droppedCharacters();
        for (Located<Instruction> located : modelfile.all(Instruction.class)) {
            swallowedLines(located);
            inlineComment(located);
            singleQuotes(located);
            tooNew(located);
        }
        repeatedInstructions();
    }

    private void problems() {
        for (ModelfileFormatException problem : modelfile.source().problems()) {
            String found = problem.found().isEmpty()
                    ? ""
                    : " Found: " + problem.found().lines().findFirst().orElse("");
            findings.add(new Finding(
                    Severity.ERROR,
                    problem.line(),
                    problem.line(),
                    "Ollama says: " + problem.ollamaMessage() + "." + found,
                    problem.allowed(),
                    problem.fix(),
                    null));
        }
    }

    private void droppedCharacters() {
        Map<Integer, List<DroppedCharacter>> byLine = new LinkedHashMap<>();
        for (DroppedCharacter dropped : modelfile.source().droppedCharacters()) {
            byLine.computeIfAbsent(dropped.line(), line -> new ArrayList<>()).add(dropped);
        }
        byLine.forEach((line, all) -> {
            DroppedCharacter first = all.get(0);
            boolean space = Character.isSpaceChar(first.codePoint());
            findings.add(new Finding(
                    Severity.WARNING,
                    line,
                    line,
                    "Ollama drops " + first.description()
                            + (all.size() == 1 ? "" : " and " + (all.size() - 1) + " more characters of this line")
                            + " without a word.",
                    space
                            ? "The words around it are joined."
                            : "Joined emoji fall apart and invisible marks are lost; the model sees another text.",
                    space ? "Write an ordinary space." : "Remove it, or send the text with the request instead.",
                    new Edit(
                            first.offset(),
                            first.offset() + Character.charCount(first.codePoint()),
                            space ? " " : "")));
        });
    }

    private void swallowedLines(Located<Instruction> located) {
        String value = located.instruction().argument();
        int lineEnd = value.indexOf('\n');
        boolean singleQuoted = modelfile.quoted(located.entry())
                && !modelfile.source().text(located.entry()).contains("\"\"\"");
        if (lineEnd >= 0
                && singleQuoted
                && INSTRUCTION_LINE.matcher(value.substring(lineEnd + 1)).find()) {
            findings.warning(
                    located.entry(),
                    "The value of " + located.instruction().keyword() + " goes on over the following lines and contains"
                            + " what looks like instructions.",
                    "Something stands after the closing quote of the first line, so Ollama reads on until a line ends in"
                            + " a quote.",
                    "End the first line with its closing quote; comments go on lines of their own.",
                    null);
        }
    }

    private void inlineComment(Located<Instruction> located) {
        Instruction instruction = located.instruction();
        String value = instruction.argument();
        int hash = value.indexOf(" #");
        boolean oneWord = instruction instanceof Instruction.From
                || instruction instanceof Instruction.Adapter
                || instruction instanceof Instruction.Draft
                || instruction instanceof Instruction.Renderer
                || instruction instanceof Instruction.Parser
                || instruction instanceof Instruction.Requires;
        if (hash > 0 && oneWord && !modelfile.quoted(located.entry())) {
            String text = modelfile.source().text(located.entry());
            int start = located.entry().start() + text.indexOf(" #");
            findings.warning(
                    located.entry(),
                    "The comment \"" + value.substring(hash + 1) + "\" is part of the value.",
                    "Modelfiles have comments on lines of their own only; " + instruction.keyword()
                            + " now names something that does not exist.",
                    "Move the comment to the line above.",
                    new Edit(start, located.entry().end(), ""));
        }
    }

    private void singleQuotes(Located<Instruction> located) {
        String value = located.instruction().argument();
        boolean wrapped = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        if (wrapped && !modelfile.quoted(located.entry())) {
            findings.warning(
                    located.entry(),
                    "The single quotes around the value are part of it.",
                    "Only double quotes delimit values.",
                    "Write \"…\", or no quotes.",
                    null);
        }
    }

    private void tooNew(Located<Instruction> located) {
        String since = SINCE.get(located.instruction().getClass());
        if (since != null && !modelfile.version().isAtLeast(OllamaVersion.parse(since))) {
            findings.error(
                    located.entry(),
                    located.instruction().keyword() + " is unknown to Ollama " + modelfile.version() + ".",
                    "It came with " + since + "; ollama create stops at the line.",
                    "Update Ollama, or remove the line.",
                    modelfile.deletion(located.entry()));
        }
    }

    private void repeatedInstructions() {
        List<Class<? extends Instruction>> single = List.of(
                Instruction.System.class,
                Instruction.Template.class,
                Instruction.Adapter.class,
                Instruction.Renderer.class,
                Instruction.Parser.class,
                Instruction.Requires.class);
        for (Class<? extends Instruction> kind : single) {
            List<? extends Located<? extends Instruction>> all = modelfile.all(kind);
            for (Located<? extends Instruction> earlier : all.subList(0, Math.max(0, all.size() - 1))) {
                findings.warning(
                        earlier.entry(),
                        earlier.instruction().keyword() + " is given again on line "
                                + all.get(all.size() - 1).entry().firstLine() + ".",
                        "Only the last one counts.",
                        "Remove this one.",
                        modelfile.deletion(earlier.entry()));
            }
        }
    }
}
