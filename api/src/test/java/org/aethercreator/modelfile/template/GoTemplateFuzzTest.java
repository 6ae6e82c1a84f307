package org.aethercreator.modelfile.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aethercreator.modelfile.template.TemplateValues.Message;

/** Whatever somebody writes as a TEMPLATE is a template or a {@link GoTemplateException}. */
class GoTemplateFuzzTest {
    private static final TemplateValues VALUES =
            TemplateValues.of(Message.system("s"), Message.user("q"), Message.assistant("a"), Message.user("é"));

    @Property(tries = 3000)
    void templateByChanceParsesAndRendersOrIsRefused(@ForAll long seed) {
        refusesOrRenders(new RandomTemplates(new Random(seed)).template());
    }

    @Property(tries = 2000)
    void anyTextParsesAndRendersOrIsRefused(@ForAll("texts") String text) {
        refusesOrRenders(text);
    }

    private static void refusesOrRenders(String text) {
        Throwable thrown = catchThrowable(() -> {
            GoTemplate template = GoTemplate.parse(text);
            assertThat(template.warnings()).allSatisfy(warning -> assertThat(warning.line())
                    .isBetween(
                            1,
                            (int) text.chars()
                                            .filter(character -> character == '\n')
                                            .count()
                                    + 1));
            assertThat(template.capabilities()).isNotNull();
            template.render(VALUES);
        });
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(GoTemplateException.class);
            assertThat(((GoTemplateException) thrown).line()).isPositive();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "{{",
                        "}}",
                        "{{-",
                        "-}}",
                        " ",
                        "\n",
                        "if",
                        "range",
                        "end",
                        "else",
                        "with",
                        "define \"a\"",
                        "template \"a\" .",
                        "block \"a\" .",
                        "$x",
                        ":=",
                        "=",
                        "|",
                        "(",
                        ")",
                        ".Messages",
                        ".",
                        "\"",
                        "`",
                        "'",
                        "'a'",
                        "1",
                        "0x",
                        "1e",
                        "+",
                        "-",
                        "/*",
                        "*/",
                        "len",
                        "index",
                        "printf \"%*[2]d\"",
                        "nil",
                        "true",
                        ",",
                        "é",
                        "🚀",
                        "\uD800",
                        "\u0000",
                        "break",
                        "continue",
                        "json")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
