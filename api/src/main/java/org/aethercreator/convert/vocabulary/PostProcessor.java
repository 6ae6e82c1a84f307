package org.aethercreator.convert.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.aethercreator.tokenizer.TokenizerFile;

/**
 * What a tokenizer's post-processor adds around a text tells whether a begin, an end or a separator is added, and
 * corrects {@code tokenizer_config.json} where that names other tokens.
 *
 * <p>Source: {@code _try_load_from_tokenizer_json} in llama.cpp's {@code gguf/vocab.py}, which understands simple
 * templates only; so does this, to be equal.
 */
final class PostProcessor {
    private final ObjectNode config;
    /** An empty or missing configuration is not corrected. */
    private final boolean correct;

    private final List<String> types;
    private final Map<String, Boolean> adds;
    private final Consumer<String> warnings;

    private JsonNode bos;
    private JsonNode cls;
    private JsonNode eos;
    private JsonNode sep;

    private PostProcessor(ObjectNode config, List<String> types, Map<String, Boolean> adds, Consumer<String> warnings) {
        this.config = config;
        this.correct = !config.isEmpty();
        this.types = types;
        this.adds = adds;
        this.warnings = warnings;
        bos = config.path("bos_token");
        cls = config.path("cls_token");
        eos = config.path("eos_token");
        sep = config.path("sep_token");
    }

    /**
     * @param config of the tokenizer; is corrected
     * @param types of special tokens that are looked for; may get more
     * @param adds which of them are added to a text; is filled
     */
    static void apply(
            TokenizerFile file,
            ObjectNode config,
            List<String> types,
            Map<String, Boolean> adds,
            Consumer<String> warnings) {
        PostProcessor processor = new PostProcessor(config, types, adds, warnings);
        if (!isSet(processor.bos) && isSet(processor.cls)) {
            processor.bos = processor.correct("bos_token", processor.cls);
        }
        if (!isSet(processor.eos) && isSet(processor.sep)) {
            processor.eos = processor.correct("eos_token", processor.sep);
        }
        file.section("post_processor").map(FolderJson::parse).ifPresent(node -> {
            if (node.has("processors")) {
                node.path("processors").forEach(processor::read);
            } else {
                processor.read(node);
            }
        });
    }

    private void read(JsonNode processor) {
        String type = processor.path("type").asText();
        if (type.equals("RobertaProcessing")) {
            readRoberta(processor);
        } else if (type.equals("TemplateProcessing")) {
            JsonNode single = processor.path("single");
            Optional<String> first = single.size() > 1 ? specialToken(single.path(0)) : Optional.empty();
            first.ifPresent(this::readFirst);
            Optional<String> last = single.size() > 1 ? specialToken(single.path(single.size() - 1)) : Optional.empty();
            last.ifPresent(this::readLast);
            readPair(processor.path("pair"), first, last);
        }
    }

    private void readRoberta(JsonNode processor) {
        adds.put("bos", true);
        adds.put("eos", true);
        adds.put("sep", true);
        if (!isSet(cls) && correct) {
            cls = correct(
                    "cls_token", processor.has("cls") ? processor.path("cls").path(0) : bos);
        }
        if (!isSet(sep) && correct) {
            sep = correct(
                    "sep_token", processor.has("sep") ? processor.path("sep").path(0) : eos);
        }
    }

    private void readFirst(String first) {
        if (!correct) {
            bos = TextNode.valueOf(first);
        } else if (!is(bos, first) && !is(cls, first)) {
            if (!isSet(bos)) {
                bos = correct("bos_token", TextNode.valueOf(first));
            }
            if (!isSet(cls)) {
                cls = correct("cls_token", TextNode.valueOf(first));
            }
        }
        boolean known = is(bos, first) || is(cls, first);
        adds.put("bos", known);
        if (!known) {
            warnings.accept("The tokenizer begins texts with '" + first + "', which is not its token for that.");
        }
    }

    private void readLast(String last) {
        if (!correct) {
            eos = TextNode.valueOf(last);
        } else if (!is(eos, last)) {
            if (!types.contains("eot")) {
                types.add("eot");
                correct("eot_token", eos);
            } else if (!types.contains("eom")) {
                types.add("eom");
                correct("eom_token", eos);
            }
            eos = correct("eos_token", TextNode.valueOf(last));
        }
        adds.put("eos", true);
    }

    /** {@code A [sep] [eos] B} between begin and end. */
    private void readPair(JsonNode pair, Optional<String> first, Optional<String> last) {
        List<JsonNode> parts = new ArrayList<>();
        pair.forEach(parts::add);
        if (parts.isEmpty()) {
            return;
        }
        boolean cutFirst = first.isPresent() && first.equals(specialToken(parts.get(0)));
        boolean cutLast = last.isPresent() && last.equals(specialToken(parts.get(parts.size() - 1)));
        int from = cutFirst ? 1 : 0;
        int to = parts.size() - (cutLast ? 1 : 0);
        if (from >= to) {
            return;
        }
        List<JsonNode> between = parts.subList(from, to);
        boolean isPair = sequence(between.get(0)).equals("A")
                && sequence(between.get(between.size() - 1)).equals("B");
        if (isPair && between.size() > 2) {
            readSeparators(between.subList(1, between.size() - 1), last);
        }
    }

    private void readSeparators(List<JsonNode> separators, Optional<String> last) {
        Optional<String> one = specialToken(separators.get(0));
        boolean add = one.isPresent() && (is(sep, one.get()) || is(eos, one.get())) && last.isEmpty();
        if (separators.size() == 2) {
            Optional<String> two = specialToken(separators.get(1));
            add |= two.isPresent() && (is(sep, two.get()) || is(eos, two.get()));
        }
        adds.put("sep", add);
        if (add && !isSet(sep) && correct) {
            correct("sep_token", eos); // and yet sep stays unset for what follows, as in the reference
        }
    }

    private JsonNode correct(String name, JsonNode token) {
        config.set(name, token);
        return token;
    }

    private static Optional<String> specialToken(JsonNode part) {
        String id = part.path("SpecialToken").path("id").asText("");
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    private static String sequence(JsonNode part) {
        return part.path("Sequence").path("id").asText("");
    }

    /** As Python sees it: null, an empty text and an empty object are none. */
    private static boolean isSet(JsonNode token) {
        return token.isTextual() ? !token.textValue().isEmpty() : !token.isEmpty();
    }

    private static boolean is(JsonNode token, String text) {
        return token.isTextual() && token.textValue().equals(text);
    }
}
