package org.aethercreator.modelfile.template;

import java.util.Random;

/** Templates by chance: mostly well formed, of the fields that Ollama's data have and of all functions. */
final class RandomTemplates {
    private static final String[] FIELDS = {
        ".Prompt",
        ".System",
        ".Response",
        ".Messages",
        ".Role",
        ".Content",
        ".ToolCalls",
        ".Function.Name",
        ".Function.Arguments",
        ".Function.Parameters.Properties.String",
        ".Type",
        ".Description",
        ".Nope",
        ".Nope.Foo",
        "$x",
        "$i",
        "$.System",
        "$.Nope",
        ".Thinking",
        ".Think",
        ".ThinkLevel",
        ".IsThinkSet",
        ".Properties.Len",
        ".Properties.MarshalJSON",
        ".Required",
        ".Enum",
        ".ToolName",
        ".ToolCallID",
        ".Images",
        ".Suffix",
        ".ToTypeScriptType",
        ".Type.String",
        "$x.Role",
        ".Prompt.Bar"
    };
    private static final String[] LITERALS = {
        "1",
        "0",
        "-1",
        "2.5",
        "\"a\"",
        "\"%v\"",
        "`raw`",
        "'c'",
        "true",
        "false",
        "nil",
        "0x1F",
        "1e3",
        "\"user\"",
        "\"tool\"",
        "2",
        "\"\"",
        "1_000",
        "1i",
        "\"%d %s\"",
        "\"%q\"",
        "\"%5.1f|%-4v\"",
        "\"%T\"",
        "\"%x\"",
        "\"%#v\"",
        "\"%+v\"",
        "\"%08.3d|% x\"",
        "\"\\u00e9\\n\"",
        "089",
        "'ab'",
        "1e999"
    };
    private static final String[] RANGED = {
        ".Messages",
        ".Messages",
        ".ToolCalls",
        ".Function.Arguments",
        "$.Messages",
        ".Tools",
        ".Function.Parameters.Properties",
        ".Properties.All",
        "3",
        ".Nope"
    };
    private static final String[] TEXTS = {" text ", "\n", "<t>", "é", "🚀 \n\n", "\"", "x ", "</t>"};
    private static final String[] NOISE = {
        "}", "{", "(", ")", "|", "\"", ".", "[", "$", "=", " ", "\n", ",", "%", "é", "`", "'", "{{", "}}", "-", "/*"
    };

    private final Random random;

    RandomTemplates(Random random) {
        this.random = random;
    }

    String template() {
        StringBuilder out = new StringBuilder(random.nextInt(5) > 0 ? "{{ $x := 0 }}{{ $i := 1 }}" : "");
        if (random.nextInt(6) == 0) {
            out.append("{{ define \"m\" }}").append(body(2)).append("{{ end }}");
        }
        if (random.nextInt(3) > 0) {
            out.append("{{ range $i, $x := .Messages }}").append(body(1)).append("{{ end }}");
        }
        out.append(body(0));
        if (random.nextInt(20) == 0) {
            out.insert(out.offsetByCodePoints(0, random.nextInt(out.codePointCount(0, out.length()) + 1)), any(NOISE));
        }
        return out.toString();
    }

    private String body(int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            out.append(node(depth));
        }
        return out.toString();
    }

    private String node(int depth) {
        int kind = depth > 3 ? random.nextInt(55) : random.nextInt(100);
        if (kind < 25) {
            return any(TEXTS);
        }
        if (kind < 55) {
            return action(pipe(0));
        }
        if (kind < 62) {
            return action(any("$x := ", "$x = ", "$i := ") + pipe(0));
        }
        if (kind < 72) {
            String otherwise = random.nextInt(5) < 2 ? action("else") + body(depth + 1) : "";
            return action("if " + pipe(0))
                    + body(depth + 1)
                    + otherwise
                    + (random.nextInt(40) > 0 ? action("end") : "");
        }
        if (kind < 78) {
            String otherwise = random.nextInt(5) == 0 ? action("else with " + pipe(0)) + body(depth + 1) : "";
            return action("with " + any("", "$x := ") + pipe(0)) + body(depth + 1) + otherwise + action("end");
        }
        if (kind < 93) {
            return range(depth);
        }
        if (kind < 96) {
            return any("{{/* c */}}", "{{- /* c */ -}}", "{{/* c");
        }
        if (kind < 98) {
            return action("template \"m\" " + any("", ".", "$x"));
        }
        return action("block \"" + any("m", "b") + "\" " + pipe(0)) + body(depth + 1) + action("end");
    }

    private String range(int depth) {
        String start = "range " + any("", "$x := ", "$i, $x := ", "$i, $x = ");
        String jump = random.nextInt(3) > 0 ? "" : any(action("break"), action("if $i") + "{{continue}}{{end}}");
        String otherwise = random.nextInt(5) == 0 ? action("else") + body(depth + 1) : "";
        String over = random.nextInt(6) == 0 ? pipe(0) : any(RANGED);
        return action(start + over) + body(depth + 1) + jump + otherwise + action("end");
    }

    private String action(String inside) {
        return any("{{ ", "{{", "{{- ") + inside + any(" }}", "}}", " -}}");
    }

    private String pipe(int depth) {
        StringBuilder out = new StringBuilder(command(depth));
        for (int i = Math.max(random.nextInt(6) - 3, 0); i > 0; i--) {
            out.append(" | ").append(command(depth));
        }
        return out.toString();
    }

    private String command(int depth) {
        StringBuilder out = new StringBuilder();
        boolean function = random.nextInt(9) < 5;
        out.append(function ? functionName() : term(depth));
        int arguments = function ? random.nextInt(4) : Math.max(random.nextInt(16) - 14, 0);
        for (int i = 0; i < arguments; i++) {
            out.append(' ').append(term(depth + 1));
        }
        return out.toString();
    }

    /** Dates are left out: they would change between two clocks. */
    private String functionName() {
        String name = Functions.names().get(random.nextInt(Functions.names().size()));
        return name.endsWith("Date") ? "len" : name;
    }

    private String term(int depth) {
        int kind = random.nextInt(100);
        if (kind < 45) {
            return any(FIELDS);
        }
        if (kind < 75 || depth > 2) {
            return any(LITERALS);
        }
        return "(" + pipe(depth + 1) + ")" + (random.nextInt(7) == 0 ? any(".Role", ".Foo", ".Content", ".Name") : "");
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
