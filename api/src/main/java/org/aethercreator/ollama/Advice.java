package org.aethercreator.ollama;

import java.util.List;

/** What to do about an error that an Ollama tells of: by words of it, else by its status. */
final class Advice {
    private record Rule(String words, String advice) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "does not support tools",
                    "Leave the tools out, or use a model with that capability (ollama show lists them); a Modelfile's"
                            + " TEMPLATE gives it by using .Tools."),
            new Rule("does not support thinking", "Leave think out, or use a model with that capability."),
            new Rule("does not support insert", "Leave the suffix out, or use a model whose TEMPLATE uses .Suffix."),
            new Rule("does not support chat", "Use an embedding model to embed, and another one to chat."),
            new Rule("does not support generate", "Use an embedding model to embed, and another one to generate."),
            new Rule("does not support embeddings", "Use an embedding model, such as nomic-embed-text."),
            new Rule(
                    "unsupported quantization type",
                    "Quantize with AetherCreator's Quantizer (%quantize), which makes every type, and create from that"
                            + " file."),
            new Rule(
                    "quantization is only supported",
                    "Create from an unquantized file (F16, BF16 or F32), or leave the quantization out."),
            new Rule("template error", "Correct TEMPLATE in the Modelfile: it is a Go template, not a Jinja one."),
            new Rule(
                    "invalid model name",
                    "If FROM is meant to be a file, correct its path: Ollama takes a path that does not exist for a"
                            + " name."),
            new Rule("neither 'from' or 'files'", "Begin the Modelfile with a FROM line."),
            new Rule("digest mismatch", "The file has changed while it was sent; send it again."),
            new Rule("must be of type", "Give the parameter a value of that type, here or in the Modelfile."),
            new Rule(
                    "requires more system memory",
                    "Lower num_ctx, use a smaller quantization, or unload other models (ollama ps, ollama stop)."),
            new Rule("out of memory", "Lower num_ctx or num_gpu, or use a smaller quantization."),
            new Rule("unknown renderer", "Correct RENDERER in the Modelfile, or update Ollama."),
            new Rule(
                    "pull model manifest",
                    "Correct the name, or the network of the server's machine; what models"
                            + " there are is listed at https://ollama.com/library."),
            new Rule("no such host", "The server's machine cannot reach the network; check its connection and proxy."),
            new Rule("unknown model architecture", "Update Ollama: this one is older than the model."),
            new Rule("no space left", "Free disk space on the server's machine; ollama rm removes models."));

    private Advice() {}

    static String on(String error, Call call, int status) {
        return RULES.stream()
                .filter(rule -> error.contains(rule.words()))
                .map(Rule::advice)
                .findFirst()
                .orElseGet(() -> byStatus(call, status));
    }

    private static String byStatus(Call call, int status) {
        return switch (status) {
            case 401 -> "Sign in on the server's machine with: ollama signin";
            case 403 -> "The server's settings forbid it (OLLAMA_NO_CLOUD, OLLAMA_ORIGINS); change them there.";
            case 429, 503 -> "Ask again when it has less to do, or start it with a larger OLLAMA_MAX_QUEUE.";
            case 499 -> "The request was ended from this side; ask again.";
            case 501 -> "Use another model, or update Ollama.";
            case 400, 404 -> "Correct the request to " + call.purpose() + ".";
            default -> Failures.log();
        };
    }
}
