package org.aethercreator.chattemplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text: it is rendered, or refused with the package's one exception. */
class ChatTemplateFuzzTest {
    private static final ChatTemplateInput INPUT = ChatTemplateInput.of(
                    List.of(Map.of("role", "user", "content", "Hi 😀"), Map.of("role", "assistant", "content", "")))
            .withVariables(Map.of("n", 3, "xs", List.of(1, "a", 2.5), "d", Map.of("a", List.of())));

    @Property(tries = 20_000)
    void anyMixOfTheLanguagesPartsIsRenderedOrRefused(@ForAll("mixtures") String template) {
        renderOrRefuse(template);
    }

    @Property(tries = 5_000)
    void anyExpressionIsRenderedOrRefused(@ForAll("expressions") String expression) {
        renderOrRefuse("{{ " + expression + " }}");
        renderOrRefuse("{% for x in " + expression + " %}{{ x }}{{ loop.last }}{% endfor %}");
    }

    @Property(tries = 2_000)
    void anyTextIsRenderedOrRefused(@ForAll String template) {
        renderOrRefuse(template);
    }

    private static void renderOrRefuse(String template) {
        try {
            assertThat(ChatTemplate.parse(template).render(INPUT)).isNotNull();
        } catch (ChatTemplateException e) {
            assertThat(e.line()).isPositive();
            assertThat(e).hasMessageStartingWith("Chat template, line " + e.line() + ": ");
        }
    }

    @Provide
    Arbitrary<String> mixtures() {
        return Arbitraries.of(
                        "{{",
                        "}}",
                        "{%",
                        "%}",
                        "{%-",
                        "-%}",
                        "{#",
                        "#}",
                        "\n",
                        " ",
                        "for",
                        "x",
                        "in",
                        "if",
                        "else",
                        "endif",
                        "endfor",
                        "set",
                        "=",
                        "endset",
                        "macro",
                        "m",
                        "(",
                        ")",
                        "endmacro",
                        "call",
                        "endcall",
                        "n",
                        "xs",
                        "d",
                        "messages",
                        ".",
                        "[",
                        "]",
                        "0",
                        "'a'",
                        "|",
                        "list",
                        "~",
                        "+",
                        "raw",
                        "endraw",
                        "{% for x in xs %}",
                        "{% endfor %}",
                        "{% if n %}",
                        "{% endif %}",
                        "{{ x }}",
                        "{% set n = 1 %}",
                        "{{ loop.index }}",
                        "is",
                        "not",
                        "defined",
                        ",",
                        ":",
                        "{",
                        "}",
                        "\"",
                        "\\",
                        "1e5",
                        "😀")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join(" ", parts));
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> leaf = Arbitraries.of(
                "n",
                "xs",
                "d",
                "messages",
                "'aé😀'",
                "1",
                "-2",
                "0",
                "2.5",
                "none",
                "true",
                "missing",
                "[]",
                "{}",
                "(1, 2)",
                "range(5)",
                "1e300",
                "10 ** 30",
                "xs | map('string')",
                "d.items()",
                "'{} {x}'",
                "'%s %d'",
                "namespace(a=1)",
                "'<' | safe",
                "m",
                "loop",
                "dict",
                "'ab'.split",
                "'%c%5.2f'",
                "'-7.5e3 '");
        return Arbitraries.lazyOf(() -> leaf, () -> leaf, () -> operations(), () -> operations());
    }

    private Arbitrary<String> operations() {
        Arbitrary<String> operator = Arbitraries.of(
                "+",
                "-",
                "*",
                "/",
                "//",
                "%",
                "**",
                "~",
                "==",
                "<",
                ">=",
                "in",
                "not in",
                "and",
                "or",
                "is eq",
                "if n else");
        Arbitrary<String> suffix = Arbitraries.of(
                "|abs",
                "|int",
                "|float",
                "|round(1)",
                "|round(2,'ceil')",
                "|length",
                "|list",
                "|join(',')",
                "|first",
                "|last",
                "|sort",
                "|unique|list",
                "|sum",
                "|min",
                "|max",
                "|reverse",
                "|upper",
                "|title",
                "|trim",
                "|indent",
                "|tojson",
                "|tojson(indent=2)",
                "|string",
                "|dictsort",
                "|items|list",
                "|batch(2)|list",
                "|slice(2)|list",
                "|groupby('role')",
                "|map(attribute='role')|list",
                "|select('odd')|list",
                "|selectattr('role','eq','user')|list",
                "|replace('a','b')",
                "|format(1)",
                "|truncate(3)",
                "|urlencode",
                "|xmlattr",
                "|filesizeformat",
                "|escape",
                "|center(9)",
                "|wordcount",
                "|default(1)",
                "[0]",
                "[-1]",
                "[::-1]",
                "[1:]",
                "['a']",
                ".a",
                ".get('a')",
                ".items()",
                ".split('a')",
                ".format(1, x=2)",
                ".strip()",
                ".find('a')",
                ".join(xs)",
                ".replace('', '-')",
                ".startswith('a')",
                ".splitlines()",
                ".zfill(5)",
                "(1)",
                " is odd",
                " is string",
                " is sequence",
                " is divisibleby(2)",
                " is in [1]",
                " is lt 2");
        return Arbitraries.oneOf(
                expressions()
                        .flatMap(left -> operator.flatMap(
                                middle -> expressions().map(right -> "(" + left + " " + middle + " " + right + ")"))),
                expressions().flatMap(left -> suffix.map(end -> "(" + left + ")" + end)));
    }
}
