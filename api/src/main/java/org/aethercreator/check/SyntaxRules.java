package org.aethercreator.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.aethercreator.check.CheckedModelfile.Located;
import org.aethercreator.check.Finding.Edit;
import org.aethercreator.check.Finding.Severity;
import org.aethercreator.modelfile.Instruction;
import org.aethercreator.modelfile.Keyword;
import org.aethercreator.modelfile.ModelfileFormatException;
import org.aethercreator.modelfile.ModelfileSource.DroppedCharacter;

/** What Ollama refuses, drops or swallows while it reads. */
final class SyntaxRules {
    private static final Pattern INSTRUCTION_LINE = Pattern.compile(
            "(?im)^[ \\t]*(FROM|LICENSE|TEMPLATE|SYSTEM|ADAPTER|DRAFT|RENDERER|PARSER|PARAMETER|MESSAGE|REQUIRES)[ \\t]\\S");

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
            String at = problem.found().isEmpty() ? "" : " at " + Quoted.of(problem.found());
            findings.add(new Finding(
                    Severity.ERROR,
                    problem.line(),
                    problem.line(),
                    "Ollama stops" + at + ": " + problem.ollamaMessage() + ".",
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
                    "The comment " + Quoted.of(value.substring(hash + 1)) + " is part of the value.",
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
        Keyword keyword = located.instruction().keyword();
        if (!modelfile.version().isAtLeast(keyword.since())) {
            findings.error(
                    located.entry(),
                    keyword + " is unknown to Ollama " + modelfile.version() + ".",
                    "It came with " + keyword.since() + "; ollama create stops at the line.",
                    "Update Ollama, or remove the line.",
                    modelfile.deletion(located.entry()));
        }
    }

    private void repeatedInstructions() {
        Map<Keyword, Integer> lastLines = new EnumMap<>(Keyword.class);
        List<Located<Instruction>> all = modelfile.all(Instruction.class);
        all.forEach(located ->
                lastLines.put(located.instruction().keyword(), located.entry().firstLine()));
        for (Located<Instruction> located : all) {
            Keyword keyword = located.instruction().keyword();
            int lastLine = lastLines.getOrDefault(keyword, 0);
            if (keyword.lastCounts() && located.entry().firstLine() < lastLine) {
                findings.warning(
                        located.entry(),
                        keyword + " is given again on line " + lastLine + ".",
                        "Only the last one counts.",
                        "Remove this one.",
                        modelfile.deletion(located.entry()));
            }
        }
    }
}
