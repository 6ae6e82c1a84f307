package org.aethercreator.safetensors;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aethercreator.storage.SourceFile;

/** Opens a file, or all files of a model; closes what it has opened if one of them fails. */
final class ModelOpener {
    private static final String SUFFIX = ".safetensors";
    private static final int SHOWN_NAMES = 5;

    private final Map<Path, SourceFile> sources = new LinkedHashMap<>();
    private final List<Header> headers = new ArrayList<>();

    SafetensorsFile open(Path path) throws IOException {
        boolean opened = false;
        try {
            if (Files.isDirectory(path)) {
                openFolder(path);
            } else if (String.valueOf(path.getFileName()).endsWith(".index.json")) {
                openIndex(path);
            } else {
                openOne(path);
            }
            SafetensorsFile file = new SafetensorsFile(path, headers, sources, byName());
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

    private void openFolder(Path folder) throws IOException {
        Path index = folder.resolve(ShardIndex.FILE_NAME);
        if (Files.exists(index)) {
            openIndex(index);
            return;
        }
        List<String> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        List<String> ofModel =
                all.stream().filter(name -> name.startsWith("model")).toList();
        if (ofModel.isEmpty()) {
            throw new NoSuchFileException(
                    folder.toString(),
                    null,
                    "there is no model.safetensors and no " + ShardIndex.FILE_NAME + " in this folder; "
                            + (all.isEmpty()
                                    ? "download the model's .safetensors files into it"
                                    : "name a file in it, such as " + all.get(0)));
        }
        for (String name : ofModel) {
            openOne(folder.resolve(name));
        }
    }

    private void openIndex(Path path) throws IOException {
        checkReadable(path);
        ShardIndex index = ShardIndex.read(path);
        List<String> missing = index.paths().stream()
                .filter(file -> !Files.exists(file))
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
        if (!missing.isEmpty()) {
            throw new NoSuchFileException(
                    path.toString(),
                    null,
                    missing.size() + " of the " + index.paths().size() + " files that the index names are missing: "
                            + String.join(", ", missing) + "; download them into the same folder");
        }
        for (Path file : index.paths()) {
            openOne(file);
        }
        Set<String> inFiles = headers.stream()
                .flatMap(header -> header.tensors().stream())
                .map(SafetensorsTensor::name)
                .collect(Collectors.toSet());
        Set<String> absent = difference(index.files().keySet(), inFiles);
        Set<String> unknown = difference(inFiles, index.files().keySet());
        if (!absent.isEmpty() || !unknown.isEmpty()) {
            throw new SafetensorsFormatException(
                    path,
                    0,
                    "the index and the files do not belong together: in the index only "
                            + shown(absent) + "; in the files only " + shown(unknown)
                            + "; download the index and all files from one place");
        }
    }

    private static Set<String> difference(Collection<String> all, Collection<String> without) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(without);
        return left;
    }

    private static String shown(Set<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String some = names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "));
        return some + (names.size() > SHOWN_NAMES ? " and " + (names.size() - SHOWN_NAMES) + " more" : "");
    }

    private void openOne(Path path) throws IOException {
        checkReadable(path);
        SourceFile source = new SourceFile(path);
        sources.put(path, source);
        headers.add(HeaderReader.read(source));
    }

    private static void checkReadable(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(
                    path.toString(), null, "there is no such file; check the name, or download the model first");
        }
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString(), null, "no permission to read the file");
        }
    }

    /** The tensors of all files by name, in order. */
    private Map<String, SafetensorsTensor> byName() {
        Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
        for (Header header : headers) {
            for (SafetensorsTensor tensor : header.tensors()) {
                SafetensorsTensor other = tensors.put(tensor.name(), tensor);
                if (other != null) {
                    throw new SafetensorsFormatException(
                            header.path(),
                            tensor.offset(),
                            "tensor '" + tensor.name() + "' is also in "
                                    + other.path().getFileName()
                                    + "; remove the files that do not belong to the model, or get its "
                                    + ShardIndex.FILE_NAME);
                }
            }
        }
        return tensors;
    }
}
