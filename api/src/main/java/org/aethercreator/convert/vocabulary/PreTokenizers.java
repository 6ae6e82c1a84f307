package org.aethercreator.convert.vocabulary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * How a byte-level tokenizer splits text before it merges bytes. llama.cpp has each way in code and knows it by a name;
 * its converter finds the name by what the tokenizer makes of a text that is hard to split.
 */
final class PreTokenizers {
    static final String PROBE =
            "\n \n\n \n\n\n \t \t\t \t\n  \n   \n    \n     \n🚀 (normal) 😶\u200d🌫\ufe0f (multiple emojis "
                    + "concatenated) ✅ 🦙🦙 3 33 333 3333 33333 333333 3333333 33333333 3.3 3..3 3...3 ក\u17b6ន\u17cbត\u17c2ព\u17b7ស\u17c1សអ\u17b6ច😁 "
                    + "?我想在apple工作1314151天～ ------======= нещо на Български ''''''```````\"\"\"\"......!!!!!!?????? "
                    + "I've been 'told he's there, 'RE you sure? 'M not sure I'll make it, 'D you like some tea? "
                    + "We'Ve a'lL";

    private static final Map<String, String> NAMES = read();

    private PreTokenizers() {}

    /** @param path of the tokenizer, for the message if it is unknown */
    static String nameFor(Path path, int[] probeIds) {
        String hash = hash(probeIds);
        String name = NAMES.get(hash);
        if (name == null) {
            throw new VocabularyException(
                    path,
                    "llama.cpp has no pre-tokenizer like that of this byte-level tokenizer: the hash of its token ids for the"
                            + " probe text is " + hash + ", and the " + NAMES.size()
                            + " known hashes belong to " + String.join(", ", new TreeSet<>(NAMES.values()))
                            + ". If the model is a fine-tuning, take the tokenizer.json and tokenizer_config.json of its base"
                            + " model; otherwise wait until llama.cpp supports it.");
        }
        return name;
    }

    /** SHA-256 of the ids as Python writes a list. */
    static String hash(int[] ids) {
        try {
            byte[] list = Arrays.toString(ids).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(list));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static Map<String, String> read() {
        Map<String, String> names = new LinkedHashMap<>();
        InputStream table =
                Objects.requireNonNull(PreTokenizers.class.getResourceAsStream("pre-tokenizers.tsv"), "in the jar");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t", -1);
                    names.put(columns[0], columns[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
