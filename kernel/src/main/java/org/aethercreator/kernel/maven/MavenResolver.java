package org.aethercreator.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.aethercreator.kernel.magic.MagicException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the jars of Maven coordinates and of all that they need at run time. Each resolution takes in what was resolved
 * before: versions that are in use stay as they are.
 */
final class MavenResolver {
    private final List<RemoteRepository> added = new ArrayList<>();
    private final Map<String, Artifact> rootByKey = new LinkedHashMap<>();
    private final Map<String, Artifact> usedByKey = new LinkedHashMap<>();
    private @Nullable Context context;

    /** Adds a repository, in place of one with the same id, for all later resolutions. */
    synchronized void addRepository(String id, String url) {
        added.removeIf(repository -> repository.getId().equals(id));
        added.add(new RemoteRepository.Builder(id, "default", url).build());
    }

    /** The version of {@code groupId:artifactId} that is in use. */
    synchronized Optional<String> versionInUse(Artifact artifact) {
        return Optional.ofNullable(usedByKey.get(key(artifact))).map(Artifact::getVersion);
    }

    /**
     * All jars that are needed for {@code artifacts} and those of earlier calls.
     *
     * @param extraUrl of a repository to ask first, for this call
     * @param lines told what is downloaded
     * @throws MagicException in one paragraph, if something can't be found or fetched
     */
    synchronized List<Path> resolve(List<Artifact> artifacts, @Nullable String extraUrl, Consumer<String> lines) {
        Thread thread = Thread.currentThread();
        ClassLoader cells = thread.getContextClassLoader();
        // Maven's libraries look for each other through the context class loader, to which they are hidden.
        thread.setContextClassLoader(MavenResolver.class.getClassLoader());
        try {
            return resolveAll(artifacts, extraUrl, lines);
        } finally {
            thread.setContextClassLoader(cells);
        }
    }

    private List<Path> resolveAll(List<Artifact> artifacts, @Nullable String extraUrl, Consumer<String> lines) {
        Context maven = context();
        DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(maven.repositorySystemSession());
        session.setTransferListener(new DownloadLines(Thread.currentThread(), lines));
        List<RemoteRepository> repositories = repositories(maven, session, extraUrl);

        Map<String, Artifact> roots = new LinkedHashMap<>(rootByKey);
        artifacts.forEach(artifact -> roots.putIfAbsent(key(artifact), artifact));
        CollectRequest collect = new CollectRequest();
        roots.values().forEach(root -> collect.addDependency(new Dependency(root, JavaScopes.RUNTIME)));
        usedByKey.values().forEach(used -> collect.addManagedDependency(new Dependency(used, JavaScopes.RUNTIME)));
        collect.setRepositories(repositories);
        try {
            List<Artifact> found = maven
                    .repositorySystem()
                    .resolveDependencies(
                            session,
                            new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .toList();
            rootByKey.putAll(roots);
            found.forEach(artifact -> usedByKey.put(key(artifact), artifact));
            return found.stream()
                    .filter(artifact -> artifact.getExtension().equals("jar"))
                    .map(artifact -> artifact.getFile().toPath())
                    .toList();
        } catch (RepositoryException e) {
            throw ResolutionFailure.explain(e, repositories);
        }
    }

    private List<RemoteRepository> repositories(
            Context maven, DefaultRepositorySystemSession session, @Nullable String extraUrl) {
        List<RemoteRepository> own = new ArrayList<>();
        if (extraUrl != null) {
            own.add(new RemoteRepository.Builder("from", "default", extraUrl).build());
        }
        own.addAll(added);
        // Applies the mirrors, proxies and credentials of settings.xml.
        List<RemoteRepository> all = new ArrayList<>(maven.repositorySystem().newResolutionRepositories(session, own));
        all.addAll(maven.remoteRepositories());
        return all;
    }

    private Context context() {
        Context existing = context;
        if (existing == null) {
            existing = new StandaloneStaticRuntime()
                    .create(ContextOverrides.create()
                            .withUserSettings(true)
                            .userProperties(DetectedOs.PROPERTIES)
                            .build());
            context = existing;
        }
        return existing;
    }

    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getClassifier();
    }
}
