package org.aethercreator.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.aethercreator.modelfile.Instruction.Message;
import org.junit.jupiter.api.Test;

/** What is written reads back the same, and what cannot be written is refused. */
class ModelfileRoundTripTest {
    @Property(tries = 2000)
    void everyModelfileReadsBackEqual(@ForAll("modelfiles") Modelfile modelfile) {
        assertThat(Modelfile.parse(modelfile.text())).isEqualTo(modelfile);
        assertThat(Modelfile.parse(modelfile.text().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(modelfile);
    }

    @Property(tries = 3000)
    void everyTextParsesOrHasAProblemWithAPlace(@ForAll("texts") String text) {
        ModelfileSource source = ModelfileSource.of(text);
        int end = 0;
        for (ModelfileSource.Token token : source.tokens()) {
            assertThat(token.start()).isGreaterThanOrEqualTo(end);
            end = token.end();
        }
        assertThat(end).isLessThanOrEqualTo(source.text().length());
        Statistics.collect(source.problems().isEmpty() ? "valid" : "invalid");
        if (source.problems().isEmpty()) {
            assertThat(Modelfile.parse(source.modelfile().text())).isEqualTo(source.modelfile());
        } else {
            assertThatThrownBy(source::modelfile).isSameAs(source.problems().get(0));
        }
    }

    @Provide
    Arbitrary<Modelfile> modelfiles() {
        return instructions()
                .list()
                .ofMaxSize(8)
                .map(ModelfileRoundTripTest::withBase)
                .map(Modelfile::of);
    }

    private static List<Instruction> withBase(List<Instruction> list) {
        List<Instruction> all = new ArrayList<>(list);
        all.add(all.size() / 2, new Instruction.From("base"));
        return all;
    }

    private static Arbitrary<Instruction> instructions() {
        Arbitrary<String> names = Arbitraries.of("stop", "num_ctx", "temperature", "unknown_1", "", "message", "From");
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 12);
        return Combinators.combine(kinds, names, values())
                .as(ModelfileRoundTripTest::instruction)
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private static Optional<Instruction> instruction(int kind, String name, String value) {
        try {
            return Optional.of(
                    switch (kind) {
                        case 0 -> new Instruction.From(value);
                        case 1 -> new Instruction.Template(value);
                        case 2 -> new Instruction.System(value);
                        case 3 -> new Instruction.Adapter(value);
                        case 4 -> new Instruction.License(value);
                        case 5 -> new Message(Message.Role.USER, value);
                        case 6 -> new Message(Message.Role.ASSISTANT, value);
                        case 7 -> new Instruction.Renderer(value);
                        case 8 -> new Instruction.Parser(value);
                        case 9 -> new Instruction.Requires(value);
                        case 10 -> new Instruction.Draft(value);
                        default -> new Instruction.Parameter(name, value);
                    });
        } catch (IllegalArgumentException unwritable) {
            return Optional.empty();
        }
    }

    private static Arbitrary<String> values() {
        return Arbitraries.of(
                        "\"",
                        "\"\"\"",
                        "\n",
                        "\r",
                        "\r\n",
                        " ",
                        "\t",
                        "a",
                        "héllo",
                        "你好",
                        "👩‍🚀",
                        "🚀",
                        "#",
                        "user: ",
                        "\u00a0",
                        "\u200b",
                        "\uFFFD",
                        "\\",
                        "{{ .Prompt }}",
                        "<|im_end|>")
                .list()
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "\nFROM ",
                        "\nSYSTEM ",
                        "\nPARAMETER stop ",
                        "PARAMETER ",
                        "stop ",
                        "\nMESSAGE user ",
                        "MESSAGE ",
                        "user ",
                        "\"",
                        "\"\"\"",
                        "\n",
                        "\r\n",
                        " ",
                        "a",
                        "#",
                        "TEMPLATE",
                        "template ",
                        "\u200b",
                        "🚀",
                        "\uD800",
                        "\uFEFF",
                        "num_ctx 4k",
                        "message ")
                .list()
                .ofMaxSize(14)
                .map(parts -> "FROM x\n" + String.join("", parts));
    }

    @Test
    void droppedCharacterIsRefusedByName() {
        assertThatThrownBy(() -> new Instruction.System("👩\u200D🚀"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SYSTEM cannot hold this value: Ollama drops the character U+200D (ZERO WIDTH JOINER)"
                        + " (index 2) from every Modelfile without a word. Remove it, or send the text with the request"
                        + " instead (POST /api/create and /api/chat keep it).");
    }

    @Test
    void lineEndingInThreeQuotesIsRefused() {
        assertThatThrownBy(() -> new Instruction.System("a\"\"\"\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SYSTEM cannot hold this value: a line of it ends in \"\"\", which closes the value early"
                        + " wherever it is quoted, and Modelfiles have no escape for it. Break the three quotes up, or put"
                        + " text after them on the same line.");
    }

    @Test
    void parameterNamedLikeAnInstructionIsRefused() {
        assertThatThrownBy(() -> new Instruction.Parameter("system", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PARAMETER system is read by Ollama as another instruction, not as a parameter. Use the"
                        + " instruction of that name.");
        assertThat(Modelfile.parse("FROM a\nPARAMETER system x\n").system()).contains("x");
    }
}
