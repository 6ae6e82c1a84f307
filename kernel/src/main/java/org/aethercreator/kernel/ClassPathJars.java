package org.aethercreator.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The jars that this JVM runs from. */
final class ClassPathJars {
    private ClassPathJars() {}

    /**
     * Copies all jars of the class path into {@code target}; folders on it, as a build has them, become jars.
     *
     * @return how many there are
     */
    static int copyTo(Path target) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path entry : entries()) {
            String name = uniqueName(entry, names);
            if (Files.isDirectory(entry)) {
                pack(entry, target.resolve(name));
            } else {
                Files.copy(entry, target.resolve(name));
            }
        }
        return names.size();
    }

    private static List<Path> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath())
                .distinct()
                .filter(Files::exists)
                .toList();
    }

    /** Two builds can have a folder of the same name, and two groups an artifact. */
    private static String uniqueName(Path entry, Set<String> names) {
        String fileName = String.valueOf(entry.getFileName());
        String stem = fileName.endsWith(".jar") ? fileName.substring(0, fileName.length() - 4) : fileName;
        String name = stem + ".jar";
        for (int i = 2; !names.add(name); i++) {
            name = stem + "-" + i + ".jar";
        }
        return name;
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
    }
}
