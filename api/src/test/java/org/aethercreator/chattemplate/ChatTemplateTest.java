package org.aethercreator.chattemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
    private static final ChatTemplateInput HELLO =
            ChatTemplateInput.of(List.of(Map.of("role", "user", "content", "Hello")));

    private static void fails(String template, String message) {
        assertThatThrownBy(() -> ChatTemplate.parse(template).render(HELLO))
                .isExactlyInstanceOf(ChatTemplateException.class)
                .hasMessage(message);
    }

    @Test
    void anOpenBlockNamesItsEnd() {
        fails(
                "a\n{% if true %}\nb",
                "Chat template, line 3: Unexpected end of template; a block is still open. Close it with {% endif %}.");
    }

    @Test
    void anUnknownFilterIsToldBeforeRendering() {
        assertThatThrownBy(() -> ChatTemplate.parse("a\n{{ messages | shout }}"))
                .hasMessage("Chat template, line 2: No filter named 'shout'. Correct its name.");
    }

    @Test
    void whatNeedsOtherTemplatesIsUnsupported() {
        fails(
                "{% include 'x' %}",
                "Chat template, line 1: the tag 'include' is not supported here. Put everything into one template, without it.");
    }

    @Test
    void aFilterThatIsNotWrittenIsUnsupported() {
        fails(
                "{{ messages | pprint }}",
                "Chat template, line 1: the filter 'pprint' is not supported here. Rewrite the template without it.");
    }

    @Test
    void aFailureNamesTheLineInsideALoop() {
        fails(
                "{% for m in messages %}\n\n{{ m.nothing.more }}\n{% endfor %}",
                "Chat template, line 3: 'dict object' has no attribute 'nothing'");
    }

    @Test
    void theTemplatesInputCannotBeChanged() {
        fails(
                "{{ messages.append(1) }}",
                "Chat template, line 1: access to attribute 'append' of 'list' object is unsafe: a template must not change what it is given");
    }

    @Test
    void theTemplatesOwnRefusalIsToldApart() {
        ChatTemplate template = ChatTemplate.parse("\n{{ raise_exception('roles must alternate') }}");
        assertThatExceptionOfType(TemplateRefusalException.class)
                .isThrownBy(() -> template.render(HELLO))
                .withMessage(
                        "Chat template, line 2: the model's template refuses this conversation: roles must alternate")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo("roles must alternate"))
                .satisfies(refusal -> assertThat(refusal.line()).isEqualTo(2));
    }

    @Test
    void loopsEnd() {
        fails(
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                "Chat template, line 1: the rendering takes more than 20000000 steps. Make sure that the template's loops"
                        + " come to an end, or shorten the conversation.");
    }

    @Test
    void recursionEnds() {
        fails(
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "Chat template, line 1: expressions, blocks or macro calls are nested deeper than 700 levels. Make sure"
                        + " that a macro which calls itself comes to an end.");
    }

    @Test
    void textsAndListsStaySmall() {
        fails(
                "{{ 'ab' * 999999999 }}",
                "Chat template, line 1: a text would be 1999999998 characters long; at most 16000000 are allowed. Shorten"
                        + " the conversation or what the template repeats.");
        fails(
                "{{ [1] * 999999999 }}",
                "Chat template, line 1: a list or dict would hold 1999999998 values; at most 4000000 are allowed. Shorten"
                        + " the lists that the template builds.");
        String doubling =
                "{% set n = namespace(x=['a']) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}";
        assertThatThrownBy(() -> ChatTemplate.parse(doubling).render(HELLO)).hasMessageContaining("would hold");
        String nesting =
                "{% set n = namespace(x=1) %}{% for i in range(999) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}";
        assertThatThrownBy(() -> ChatTemplate.parse(nesting).render(HELLO))
                .hasMessageContaining("nested deeper than 250");
    }

    /** Half a megabyte is half of what a thread has by default. */
    @Test
    void deepTemplatesNeverOverflowASmallStack() throws Exception {
        List<String> deep = new ArrayList<>();
        deep.add("{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}");
        deep.add("{{ " + "[".repeat(50_000) + " }}");
        deep.add("{{ " + "not ".repeat(50_000) + "1 }}");
        deep.add("{{ " + "- ".repeat(50_000) + "1 }}");
        deep.add("{{ 1" + " + 1".repeat(50_000) + " }}");
        deep.add("{{ 1" + " if 1 else 1".repeat(50_000) + " }}");
        deep.add("{{ messages" + ".a".repeat(50_000) + " }}");
        deep.add("{{ 1" + "|abs".repeat(50_000) + " }}");
        deep.add("{{ 1" + " and 1".repeat(50_000) + " }}");
        deep.add("{% if 1 %}".repeat(50_000));
        deep.add("{% filter upper" + "|upper".repeat(50_000) + " %}{% endfilter %}");
        deep.add("{{ '" + "{".repeat(50_001) + "'.format() }}");
        deep.add("{{ " + "1".repeat(50_000) + " }}");
        deep.add("{{ ('1_' * 50000 ~ '1') | float }}{{ x.y }}");
        deep.add(
                "{% macro m(x) %}{% for i in [1] %}{% if 1 %}{{ m(([x])[0] ~ 'a') }}{% endif %}{% endfor %}{% endmacro %}{{ m('') }}");
        for (String template : deep) {
            assertThat(failureOnSmallStack(template))
                    .as(template.substring(0, 20))
                    .isInstanceOf(ChatTemplateException.class);
        }
    }

    private static Throwable failureOnSmallStack(String template) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        ChatTemplate.parse(template).render(HELLO);
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                },
                "small stack",
                512 * 1024);
        thread.start();
        thread.join();
        return failure.get();
    }

    @Test
    void aValueThatIsNoJsonIsTheCallersMistake() {
        ChatTemplate template = ChatTemplate.parse("");
        assertThatThrownBy(() -> template.render(HELLO.withVariable("x", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A template's input may hold maps, lists, texts, numbers, truth values and null, but there is a"
                                + " java.lang.Object. Convert it first.");
    }

    @Test
    void capabilitiesAreWhatLeavesATrace() {
        ChatTemplate bare =
                ChatTemplate.parse("{% for m in messages if m.role == 'user' %}{{ m.content }}{% endfor %}");
        assertThat(bare.capabilities()).isEqualTo(new TemplateCapabilities(false, false, false, false, false));
        ChatTemplate whole = ChatTemplate.parse("{{ tools | tojson }}{% for m in messages %}{{ m.content }}"
                + "{{ m.tool_calls | default([]) | tojson }}{% endfor %}{% if enable_thinking %}<think>{% endif %}");
        assertThat(whole.capabilities()).isEqualTo(new TemplateCapabilities(true, true, true, true, true));
    }
}
