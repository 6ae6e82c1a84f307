package org.aethercreator.modelfile.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.aethercreator.modelfile.template.GoTemplate.Capability;
import org.aethercreator.modelfile.template.GoTemplate.Mode;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.aethercreator.modelfile.template.TemplateValues.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTemplateTest {
    private static final TemplateValues QUESTION = TemplateValues.of(Message.system("s"), Message.user("q"));

    @Test
    void chatIsRenderedTurnByTurn() {
        GoTemplate template =
                GoTemplate.parse("{{ range .Messages }}<{{ .Role }}>{{ .Content }}\n{{ end }}<assistant>");
        assertThat(template.mode()).isEqualTo(Mode.MESSAGES);
        assertThat(template.render(QUESTION)).isEqualTo("<system>s\n<user>q\n<assistant>");
        assertThat(GoTemplate.parse("{{ .System }}|{{ .Prompt }}|{{ .Response }}|")
                        .render(QUESTION))
                .isEqualTo("s|q|");
    }

    @Test
    void toolsPrintAsJson() {
        TemplateValues values = QUESTION.withTools(List.of(Tool.function("f", "<d>", Map.of("type", "object"))));
        GoTemplate template = GoTemplate.parse("{{ len .Messages }}{{ range .Tools }}{{ . }}{{ end }}");
        assertThat(template.capabilities()).containsExactly(Capability.TOOLS);
        assertThat(template.render(values))
                .isEqualTo("2{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"\\u003cd\\u003e\","
                        + "\"parameters\":{\"type\":\"object\",\"properties\":null}}}");
    }

    @Test
    void datesGoByTheClockOfTheValues() {
        TemplateValues values = QUESTION.withClock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
        assertThat(GoTemplate.parse("{{ len .Messages }} {{ currentDate }} {{ yesterdayDate }}")
                        .render(values))
                .isEqualTo("2 2026-03-01 2026-02-28");
    }

    @Test
    void textBetweenPromptAndSuffixIsAModeOfItsOwn() {
        GoTemplate template = GoTemplate.parse("<P>{{ .Prompt }}<S>{{ .Suffix }}<M>");
        TemplateValues values = TemplateValues.between("a(", ")");
        assertThat(template.capabilities()).containsExactly(Capability.INSERT);
        assertThat(template.mode(values)).isEqualTo(Mode.SUFFIX);
        assertThat(template.render(values)).isEqualTo("<P>a(<S>)<M>");
    }

    @Test
    void thinkingTagsAreTheTextAroundIt() {
        assertThat(GoTemplate.parse(
                                "{{ range .Messages }}{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}{{ end }}")
                        .capabilities())
                .containsExactly(Capability.THINKING);
        assertThat(GoTemplate.parse("{{ range .Messages }}{{ .Thinking }}{{ end }}")
                        .capabilities())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{ messages[0] }}~1~template: :1: bad character U+005B '['. Go has no brackets; write {{ (index .Messages"
                        + " 0).Content }} for messages[0].content.",
                "{{ .Prompt~1~template: :1: unclosed action. Close the action with }} before the text goes on.",
                "{{ if .Prompt }}~1~template: :1: unexpected EOF. Add the {{ end }} of an if, range, with, block or"
                        + " define.",
                "{{ template \"x\" }}~1~undefined template specified. Pass the data on, as in {{ template \"name\" . }}.",
            })
    void refusalSaysWhatToDo(String text, int line, String message) {
        GoTemplateException thrown = catchThrowableOfType(GoTemplateException.class, () -> GoTemplate.parse(text));
        assertThat(thrown).hasMessage(message);
        assertThat(thrown.line()).isEqualTo(line);
        assertThat(message).startsWith(thrown.goMessage() + ". ").endsWith(thrown.fix());
    }

    @Test
    void aMethodThatGoCannotCallOnNothingFails() {
        Map<String, ?> parameters = Map.of("type", "object", "properties", Map.of("a", Map.of("type", "string")));
        TemplateValues values = QUESTION.withTools(List.of(Tool.function("f", "", parameters)));
        GoTemplateException thrown = catchThrowableOfType(GoTemplateException.class, () -> GoTemplate.parse(
                        "{{ .Messages }}{{ range .Tools }}{{ range .Function.Parameters.Properties }}"
                                + "{{ .Properties.MarshalJSON }}{{ end }}{{ end }}")
                .render(values));
        assertThat(thrown.goMessage())
                .isEqualTo(
                        "template: :1:90: executing \"\" at <.Properties.MarshalJSON>: error calling MarshalJSON: value"
                                + " method github.com/ollama/ollama/api.ToolPropertiesMap.MarshalJSON called using nil"
                                + " *ToolPropertiesMap pointer");
    }

    @Test
    void failureOfARenderingSaysWhere() {
        GoTemplateException thrown = catchThrowableOfType(
                GoTemplateException.class, () -> GoTemplate.parse("a\n{{ range .Messages }}{{ .Foo }}{{ end }}")
                        .render(QUESTION));
        assertThat(thrown)
                .hasMessage("template: :2:24: executing \"\" at <.Foo>: can't evaluate field Foo in type"
                        + " *template.templateMessage. Ollama's data has no such field; correct the name or take it"
                        + " out.");
        assertThat(thrown.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{{ json .Prompt }}~template: :1:3: executing \"\" at <json>: \"json\" is not a defined function",
                "{{ define \"m\" }}{{ end }}{{ .Prompt }}{{ template \"m\" . }}~template: :1:50: executing \"\" at"
                        + " <{{template \"m\" .}}>: template \"m\" not defined",
                "{{ if .Prompt }}{{ .Response }}{{ else }}b{{ end }}~interface conversion: parse.Node is nil, not"
                        + " *parse.ListNode",
            })
    void mistakesOfOllamaInTheLastTurnAreToldBeforehand(String text, String goMessage) {
        GoTemplate template = GoTemplate.parse(text);
        assertThat(template.warnings()).singleElement().matches(TemplateWarning::fails);
        assertThat(catchThrowableOfType(GoTemplateException.class, () -> template.render(QUESTION))
                        .goMessage())
                .isEqualTo(goMessage);
    }

    @Test
    void unknownFieldsAreToldWithTheKnownOnes() {
        assertThat(GoTemplate.parse("{{ .Prompt }}\n{{ .First }}").warnings())
                .containsExactly(new TemplateWarning(
                        2,
                        "TEMPLATE uses .First, which Ollama does not give it.",
                        "It prints <no value>, and counts as false in an if.",
                        "Use one of .IsThinkSet, .Prompt, .Response, .Suffix, .System, .Think, .ThinkLevel.",
                        false));
        assertThat(GoTemplate.parse("{{ range $i, $m := .Messages }}{{ $m.Text }}{{ .Role }}{{ $.System }}{{ end }}")
                        .warnings())
                .containsExactly(new TemplateWarning(
                        1,
                        "TEMPLATE uses .Text where there is no such field.",
                        "Each request that comes to this place fails: can't evaluate field Text.",
                        "Use one of .Content, .Images, .Role, .Thinking, .ToolCallID, .ToolCalls, .ToolName; what is"
                                + " outside of a range or with is behind $, as in $.System.",
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range .Tools }}{{ range $n, $p := .Function.Parameters.Properties }}{{ $n }}{{ $p.Type }}"
                        + "{{ range $p.Enum }}{{ . }}{{ end }}{{ end }}{{ end }}{{ range .Messages }}{{ .Content }}{{ end }}",
                "{{ range .Messages }}{{ range .ToolCalls }}{{ .Function.Arguments.city }}{{ end }}{{ end }}",
                "{{ with .System }}{{ . }}{{ end }}{{ $x := .Prompt }}{{ $x }}{{ .Response }}",
            })
    void knownFieldsAreNotWarnedOf(String text) {
        assertThat(GoTemplate.parse(text).warnings()).isEmpty();
    }

    @Test
    void renderingThatWouldNotEndIsStopped() {
        assertThat(message("{{ range 1000000000 }}{{ end }}"))
                .isEqualTo("The rendering takes more than 2000000 steps, the limit of this library. Look for a template"
                        + " that invokes itself, or a range over a large number.");
        assertThat(message("{{ $x := \"0123456789abcdef\" }}{{ range 40 }}{{ $x = print $x $x }}{{ end }}"))
                .isEqualTo(
                        "The rendering makes a text of more than 16777216 bytes, the limit of this library. Look for a"
                                + " template that invokes itself, or a range over a large number.");
        assertThat(message(
                        "{{ define \"m\" }}{{ template \"m\" . }}{{ end }}{{ len .Messages }}{{ template \"m\" . }}"))
                .isEqualTo("template: :1:28: executing \"m\" at <{{template \"m\" .}}>: exceeded maximum template depth"
                        + " (100000). A template that invokes itself must come to an end; this library follows it 500"
                        + " steps deep.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(print ", "{{ if true }}", "{{ with 1 }}{{ range . }}", "{{ block \"a\" . }}"})
    void deepNestingIsAnErrorAndNoStackOverflow(String opening) throws InterruptedException {
        boolean blocks = opening.startsWith("{{");
        String text = (blocks ? "" : "{{ ") + opening.repeat(20_000);
        Throwable[] thrown = {null};
        Thread small =
                new Thread(null, () -> thrown[0] = catchThrowable(() -> GoTemplate.parse(text)), "small", 768 << 10);
        small.start();
        small.join();
        assertThat(thrown[0])
                .hasMessage(
                        "template: :1: max expression depth exceeded. Nest fewer blocks and parentheses; templates in"
                                + " use have a dozen.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ template \"m\" . }}",
                "{{ if true }}{{ with (print (print .)) }}{{ template \"m\" . }}{{ end }}{{ end }}"
            })
    void deepRecursionIsAnErrorAndNoStackOverflow(String body) throws InterruptedException {
        String text = "{{ define \"m\" }}" + body + "{{ end }}{{ len .Messages }}{{ template \"m\" . }}";
        Throwable[] thrown = {null};
        Thread small = new Thread(
                null,
                () -> thrown[0] = catchThrowable(() -> GoTemplate.parse(text).render(QUESTION)),
                "small",
                768 << 10);
        small.start();
        small.join();
        assertThat(thrown[0]).isInstanceOf(GoTemplateException.class);
    }

    private static String message(String text) {
        return String.valueOf(
                catchThrowable(() -> GoTemplate.parse(text).render(QUESTION)).getMessage());
    }
}
