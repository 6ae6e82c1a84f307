package org.aethercreator.check.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aethercreator.chattemplate.ChatTemplate;

class TemplateDerivationPropertyTest {
    /** Whatever a model writes around its turns: marks, braces, quotes, white space. */
    @Property(tries = 300)
    void everyTemplateWithFixedTextsAroundItsTurnsIsDerived(@ForAll("around") List<String> around) {
        ChatTemplate own = ChatTemplate.parse("{% for m in messages %}{% if m.role == 'system' %}"
                + turn(around.get(0), around.get(1)) + "{% elif m.role == 'user' %}"
                + turn(around.get(2), around.get(3))
                + "{% else %}" + turn(around.get(4), around.get(5)) + "{% endif %}{% endfor %}"
                + "{% if add_generation_prompt %}{{ " + literal(around.get(4)) + " }}{% endif %}");
        TemplateDerivation derivation = TemplateDerivation.of(own, SpecialTokens.none());
        assertThat(derivation.reason()).isEmpty();
        assertThat(derivation.proven()).isPresent();
    }

    @Provide
    Arbitrary<List<String>> around() {
        return Arbitraries.of(
                        "<|", "|>", "user", "[", "]", "{", "}", "{{", "}}", "{%", "\"", "'", "\\", "\n", " ", ":", "é",
                        "<")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts))
                .list()
                .ofSize(6);
    }

    private static String turn(String before, String after) {
        return "{{ " + literal(before) + " + m.content + " + literal(after) + " }}";
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
