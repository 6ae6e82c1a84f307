package org.aethercreator.modelfile.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.aethercreator.modelfile.template.Node.Body;
import org.aethercreator.modelfile.template.TemplateValues.Message;
import org.jspecify.annotations.Nullable;

/** A TEMPLATE as Ollama 0.33 reads, judges and runs it. Immutable; a rendering is bounded in time, memory and depth. */
public final class GoTemplate {
    /** Which data a template is run with. */
    public enum Mode {
        /** Once, with all messages and the tools. */
        MESSAGES,
        /** Once for each turn, with {@code .System}, {@code .Prompt} and {@code .Response}. */
        LEGACY,
        /** Once, with {@code .Prompt} and {@code .Suffix}, whatever else the template uses. */
        SUFFIX
    }

    /** What Ollama takes a template to be able to do. */
    public enum Capability {
        TOOLS,
        INSERT,
        THINKING;

        /** As Ollama's API spells it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String text;
    private final String source;
    private final Map<String, Body> templates;
    private final SortedSet<String> variables;
    private final boolean responseAppended;

    private GoTemplate(
            String text,
            String source,
            Map<String, Body> templates,
            SortedSet<String> variables,
            boolean responseAppended) {
        this.text = text;
        this.source = source;
        this.templates = templates;
        this.variables = Collections.unmodifiableSortedSet(variables);
        this.responseAppended = responseAppended;
    }

    /**
     * Parses a template as {@code ollama create} does.
     *
     * @throws GoTemplateException if Ollama refuses it
     */
    public static GoTemplate parse(String text) {
        String source = GoText.bytes(text);
        Map<String, Body> templates = new LinkedHashMap<>(Parser.parse(source).all());
        SortedSet<String> variables = TemplateFacts.variables(templates.values());
        boolean appended = !variables.contains("messages") && !variables.contains("response");
        if (appended) {
            templates.merge("", new Body(0, List.of()), (body, none) -> withResponse(body));
            variables.add("response");
        }
        return new GoTemplate(text, source, Collections.unmodifiableMap(templates), variables, appended);
    }

    private static Body withResponse(Body body) {
        List<Node> nodes = new ArrayList<>(body.nodes());
        Node.Command response = new Node.Command(0, List.of(new Node.Field(0, List.of("Response"))));
        nodes.add(new Node.Action(0, new Node.Pipe(0, false, List.of(), List.of(response))));
        return new Body(body.position(), nodes);
    }

    /** The text that was parsed. */
    public String text() {
        return text;
    }

    /**
     * The names of fields and variables, in lower case, as Ollama collects them; {@code response} is among them where
     * Ollama adds it.
     */
    public SortedSet<String> variables() {
        return variables;
    }

    /** Whether Ollama adds {@code {{ .Response }}} at the end, because the text names neither it nor the messages. */
    public boolean responseAppended() {
        return responseAppended;
    }

    /** The data that a chat is rendered with. */
    public Mode mode() {
        return variables.contains("messages") ? Mode.MESSAGES : Mode.LEGACY;
    }

    /** The data that these values are rendered with. */
    public Mode mode(TemplateValues values) {
        return !values.prompt().isEmpty() && !values.suffix().isEmpty() ? Mode.SUFFIX : mode();
    }

    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (variables.contains("tools")) {
            capabilities.add(Capability.TOOLS);
        }
        if (variables.contains("suffix")) {
            capabilities.add(Capability.INSERT);
        }
        if (TemplateFacts.hasThinkingTags(root())) {
            capabilities.add(Capability.THINKING);
        }
        return Collections.unmodifiableSet(capabilities);
    }

    /** What {@code ollama create} accepts, but the first chat will not, or not as it is meant. */
    public List<TemplateWarning> warnings() {
        return new TemplateWarnings(source, templates, mode()).list();
    }

    /**
     * The text that reaches the model.
     *
     * @throws GoTemplateException if Ollama fails to render the values, or if a limit of this library is reached
     */
    public String render(TemplateValues values) {
        Budget budget = new Budget();
        Conversation conversation = Conversation.of(values.messages());
        String rendered =
                switch (mode(values)) {
                    case SUFFIX -> {
                        Map<String, GoValue> data = data(values, "");
                        data.put("Prompt", OllamaData.text(values.prompt()));
                        data.put("Suffix", OllamaData.text(values.suffix()));
                        yield run(data, values, budget);
                    }
                    case MESSAGES -> {
                        Map<String, GoValue> data = data(values, "");
                        data.put("System", OllamaData.text(conversation.system()));
                        data.put("Messages", OllamaData.messages(conversation.messages()));
                        data.put("Tools", OllamaData.tools(values.tools()));
                        yield run(data, values, budget);
                    }
                    case LEGACY -> turns(conversation.messages(), values, budget);
                };
        return GoText.text(rendered);
    }

    private String run(Map<String, GoValue> data, TemplateValues values, Budget budget) {
        return Execution.run(source, templates, OllamaData.dot(data), values.clock(), budget);
    }

    /** One rendering for each turn; of the last one only what comes before the answer. */
    private String turns(List<Message> messages, TemplateValues values, Budget budget) {
        StringBuilder out = new StringBuilder();
        String system = "";
        String prompt = "";
        String response = "";
        for (Message message : messages) {
            boolean next =
                    switch (message.role()) {
                        case "system" -> !prompt.isEmpty() || !response.isEmpty();
                        case "user" -> !response.isEmpty();
                        default -> false;
                    };
            if (next) {
                out.append(run(turn(values, system, prompt, response), values, budget));
                budget.hold(out);
                system = "";
                prompt = "";
                response = "";
            }
            switch (message.role()) {
                case "system" -> system = message.content();
                case "user" -> prompt = message.content();
                case "assistant" -> response = message.content();
                default -> {}
            }
        }
        GoValue data = OllamaData.dot(turn(values, system, prompt, response));
        return out.append(Execution.runBare(source, LegacyCut.of(root()), data, values.clock(), budget))
                .toString();
    }

    private static Map<String, GoValue> turn(TemplateValues values, String system, String prompt, String response) {
        Map<String, GoValue> data = data(values, response);
        data.put("System", OllamaData.text(system));
        data.put("Prompt", OllamaData.text(prompt));
        return data;
    }

    private static Map<String, GoValue> data(TemplateValues values, String response) {
        Map<String, GoValue> data = new HashMap<>();
        @Nullable Boolean think = values.think();
        data.put("Response", OllamaData.text(response));
        data.put("Think", GoValue.of(think != null && think));
        data.put("ThinkLevel", OllamaData.text(values.thinkLevel()));
        data.put("IsThinkSet", GoValue.of(think != null));
        return data;
    }

    private Body root() {
        return templates.getOrDefault("", new Body(0, List.of()));
    }

    @Override
    public String toString() {
        return text;
    }
}
