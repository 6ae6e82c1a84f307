package org.aethercreator.kernel.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aethercreator.kernel.magic.Magic;
import org.aethercreator.kernel.magic.MagicCall;
import org.aethercreator.kernel.magic.MagicException;
import org.aethercreator.kernel.magic.SimpleMagic;
import org.eclipse.aether.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/** The magics that bring libraries into a notebook: {@code %maven}, {@code %mavenRepo}, {@code %classpath}. */
public final class ClassPathMagics {
    private static final String MAVEN_HELP = """
            %maven GROUP:ARTIFACT:VERSION ... [--from URL]

            Adds libraries and all that they need to the class path of the cells. What is not in the local
            repository (~/.m2/repository) is downloaded; mirrors, proxies and credentials of ~/.m2/settings.xml apply.
            Libraries of earlier cells keep their versions.

              --from URL   a repository to ask first, for these libraries only

            GROUP:ARTIFACT:EXTENSION:CLASSIFIER:VERSION names one of several jars; ${os.detected.classifier} stands for
            this machine's. Example: %maven com.google.code.gson:gson:2.11.0
            """;
    private static final String REPOSITORY_HELP = """
            %mavenRepo ID URL

            Adds a Maven repository that later %maven cells ask, before Maven Central.
            Example: %mavenRepo jitpack https://jitpack.io
            """;
    private static final String CLASS_PATH_HELP = """
            %classpath [PATH ...]

            Adds jars and folders of classes to the class path of the cells; PATH may have wildcards: libs/*.jar or
            libs/**/*.jar. Relative paths begin at the notebook's folder. Without PATH: lists what was added.
            """;

    private final CellClassPath classPath;
    private final MavenResolver resolver = new MavenResolver();

    private ClassPathMagics(CellClassPath classPath) {
        this.classPath = classPath;
    }

    /** The magics for {@code classPath}, with the names that IJava and JJava have for them as well. */
    public static List<Magic> of(CellClassPath classPath) {
        ClassPathMagics magics = new ClassPathMagics(classPath);
        List<Magic> all = new ArrayList<>();
        for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
            all.add(line(name, "adds libraries by their Maven coordinates", MAVEN_HELP, magics::maven));
        }
        for (String name : List.of("mavenRepo", "addMavenRepo")) {
            all.add(line(name, "adds a Maven repository", REPOSITORY_HELP, magics::repository));
        }
        for (String name : List.of("classpath", "jars")) {
            all.add(line(name, "adds jars and folders, or lists them", CLASS_PATH_HELP, magics::classPath));
        }
        return all;
    }

    private static Magic line(String name, String summary, String help, SimpleMagic.Action action) {
        return new SimpleMagic(name, Magic.Form.LINE, summary, help.replace("%maven ", "%" + name + " "), action);
    }

    /** Gives the paths of the jars that were added, as strings. */
    private @Nullable Object maven(MagicCall call) {
        List<Artifact> artifacts = new ArrayList<>();
        String from = null;
        List<String> words = call.words();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--from") && i + 1 < words.size()) {
                i++;
                from = words.get(i);
            } else if (word.startsWith("--from=")) {
                from = word.substring("--from=".length());
            } else if (word.startsWith("-") && !word.equals("-v") && !word.equals("--verbose")) {
                throw new MagicException("%maven has no option " + word + ": it takes --from URL.");
            } else if (!word.startsWith("-")) {
                artifacts.add(Coordinates.parse(word));
            }
        }
        if (artifacts.isEmpty()) {
            throw new MagicException(
                    "%maven needs coordinates: %maven group:artifact:version, such as com.google.code.gson:gson:2.11.0.");
        }
        warnOfOtherVersions(artifacts, call);
        List<Path> jars = resolver.resolve(
                artifacts, from, line -> call.context().output().print(line + "\n"));
        List<Path> added = classPath.add(jars);
        call.context().output().print(summary(added));
        return null;
    }

    private void warnOfOtherVersions(List<Artifact> artifacts, MagicCall call) {
        for (Artifact artifact : artifacts) {
            resolver.versionInUse(artifact)
                    .filter(version -> !version.equals(artifact.getVersion()))
                    .ifPresent(version -> call.context()
                            .output()
                            .print(artifact.getArtifactId() + " stays at " + version + ", which is in use; restart the"
                                    + " kernel to change to " + artifact.getVersion() + ".\n"));
        }
    }

    private static String summary(List<Path> added) {
        if (added.isEmpty()) {
            return "All of it is there already.\n";
        }
        String names =
                added.stream().map(path -> String.valueOf(path.getFileName())).collect(Collectors.joining(", "));
        return "Added " + names + "\n";
    }

    private @Nullable Object repository(MagicCall call) {
        List<String> words = call.words();
        if (words.size() != 2) {
            throw new MagicException(
                    "%mavenRepo needs an id and a URL, such as: %mavenRepo jitpack https://jitpack.io");
        }
        resolver.addRepository(words.get(0), words.get(1));
        return null;
    }

    /** Gives the paths that were added, as strings: {@code List<String> jars = %jars libs/*.jar}. */
    private @Nullable Object classPath(MagicCall call) throws IOException {
        List<String> words = call.words();
        if (words.isEmpty()) {
            List<Path> entries = classPath.entries();
            String lines = entries.stream().map(path -> path + "\n").collect(Collectors.joining());
            call.context().output().print(entries.isEmpty() ? "Nothing was added to the class path.\n" : lines);
            return null;
        }
        Set<Path> found = new LinkedHashSet<>();
        for (String word : words) {
            found.addAll(PathPattern.find(call.context().workingFolder(), word));
        }
        return classPath.add(found).stream().map(Path::toString).toList();
    }
}
