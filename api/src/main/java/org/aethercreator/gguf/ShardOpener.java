package org.aethercreator.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aethercreator.storage.SourceFile;

/**
 * Opens the file or all shards of a model; closes what it has opened if one of them fails.
 *
 * <p>Source of names and keys: {@code llama_split_path} and the model loader of llama.cpp.
 */
final class ShardOpener {
    static final String SPLIT_NUMBER_KEY = "split.no";
    static final String SPLIT_COUNT_KEY = "split.count";
    static final String SPLIT_TENSORS_KEY = "split.tensors.count";

    static final Set<String> SPLIT_KEYS = Set.of(SPLIT_NUMBER_KEY, SPLIT_COUNT_KEY, SPLIT_TENSORS_KEY);

    private static final Pattern SHARD_NAME = Pattern.compile("(.+)-(\\d{5})-of-(\\d{5})\\.gguf");

    private final Map<Path, SourceFile> sources = new LinkedHashMap<>();
    private final List<Header> headers = new ArrayList<>();

    GgufFile open(Path path) throws IOException {
        boolean opened = false;
        try {
            long count = split(openOne(path), SPLIT_COUNT_KEY);
            if (count > 1) {
                openOthers(path, count);
            }
            GgufFile file = new GgufFile(headers, sources, GgufFile.byName(headers));
            opened = true;
            return file;
        } finally {
            if (!opened) {
                for (SourceFile source : sources.values()) {
                    source.close();
                }
            }
        }
    }

    private void openOthers(Path first, long count) throws IOException {
        Header header = headers.get(0);
        Matcher name = SHARD_NAME.matcher(String.valueOf(first.getFileName()));
        if (!name.matches() || Long.parseLong(name.group(3)) != count) {
            throw new GgufFormatException(
                    first,
                    header.tensorsStart(),
                    "this is one of " + count + " shards, so its name must end in " + suffix(1, count)
                            + "; give the shards their names back");
        }
        if (split(header, SPLIT_NUMBER_KEY) != 0) {
            throw new GgufFormatException(
                    first,
                    header.tensorsStart(),
                    "this is shard "
                            + (split(header, SPLIT_NUMBER_KEY) + 1) + " of " + count + "; open the first one, "
                            + name.group(1) + suffix(1, count) + ", which opens the others");
        }
        for (int number = 2; number <= count; number++) {
            Path path = first.resolveSibling(name.group(1) + suffix(number, count));
            if (!Files.exists(path)) {
                throw new NoSuchFileException(
                        path.toString(),
                        null,
                        "shard " + number + " of " + count + " of " + first.getFileName()
                                + " is missing; put all shards into one folder");
            }
            Header shard = openOne(path);
            if (split(shard, SPLIT_NUMBER_KEY) != number - 1 || split(shard, SPLIT_COUNT_KEY) != count) {
                throw new GgufFormatException(
                        path,
                        shard.tensorsStart(),
                        "by its name this is shard " + number + " of "
                                + count + ", but its metadata says shard " + (split(shard, SPLIT_NUMBER_KEY) + 1)
                                + " of "
                                + split(shard, SPLIT_COUNT_KEY) + "; get all shards from one place");
            }
        }
        long expected = split(header, SPLIT_TENSORS_KEY);
        long found = headers.stream().mapToLong(shard -> shard.tensors().size()).sum();
        if (expected > 0 && expected != found) {
            throw new GgufFormatException(
                    first,
                    header.tensorsStart(),
                    "the shards should hold " + expected + " tensors but hold " + found
                            + "; get all shards from one place");
        }
    }

    private static String suffix(long number, long count) {
        return String.format(Locale.ROOT, "-%05d-of-%05d.gguf", number, count);
    }

    private Header openOne(Path path) throws IOException {
        ForeignFile.check(path);
        SourceFile source = new SourceFile(path);
        sources.put(path, source);
        Header header = HeaderReader.read(source);
        headers.add(header);
        return header;
    }

    /** The whole number under a key of the split, 0 if it is absent. */
    private long split(Header header, String key) {
        SourceFile source = sources.get(header.path());
        return source == null
                ? 0
                : new GgufMetadata(header, source).integer(key).orElse(0);
    }
}
