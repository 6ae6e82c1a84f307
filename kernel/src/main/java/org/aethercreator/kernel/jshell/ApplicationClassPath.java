package org.aethercreator.kernel.jshell;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The jars and folders that this JVM was started with, those that manifests name among them. */
final class ApplicationClassPath {
    private static final Logger LOG = System.getLogger(ApplicationClassPath.class.getName());

    private final List<Path> entries;

    private ApplicationClassPath(Collection<Path> entries) {
        this.entries = List.copyOf(entries);
    }

    static ApplicationClassPath ofThisJvm() {
        Set<Path> found = new LinkedHashSet<>();
        Deque<Path> next = new ArrayDeque<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                next.add(Path.of(entry).toAbsolutePath());
            }
        }
        while (!next.isEmpty()) {
            Path entry = next.remove();
            if (Files.exists(entry) && found.add(entry)) {
                next.addAll(namedByManifest(entry));
            }
        }
        return new ApplicationClassPath(found);
    }

    /** The entries in which at least one of the visible packages lies. */
    List<Path> holding(VisiblePackages visible) {
        List<String> folders =
                visible.roots().stream().map(root -> root.replace('.', '/')).toList();
        return entries.stream().filter(entry -> holdsOne(entry, folders)).toList();
    }

    private static boolean holdsOne(Path entry, List<String> folders) {
        if (Files.isDirectory(entry)) {
            return folders.stream().anyMatch(folder -> Files.isDirectory(entry.resolve(folder)));
        }
        try (ZipFile zip = new ZipFile(entry.toFile())) {
            return folders.stream().anyMatch(folder -> zip.getEntry(folder + "/") != null)
                    || zip.stream().anyMatch(file -> folders.stream()
                            .anyMatch(folder -> file.getName().startsWith(folder + "/")));
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "Class path entry " + entry + " can't be read; cells do not see it", e);
            return false;
        }
    }

    private static List<Path> namedByManifest(Path entry) {
        if (Files.isDirectory(entry)) {
            return List.of();
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            String names = classPathOf(jar.getManifest());
            URI base = entry.toUri();
            return names == null
                    ? List.of()
                    : List.of(names.strip().split("\\s+")).stream()
                            .filter(name -> !name.isEmpty())
                            .map(base::resolve)
                            .filter(uri -> "file".equals(uri.getScheme()))
                            .map(Path::of)
                            .toList();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, () -> "No manifest of " + entry, e);
            return List.of();
        }
    }

    private static @Nullable String classPathOf(@Nullable Manifest manifest) {
        return manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    }
}
