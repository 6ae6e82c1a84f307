package org.aethercreator.kernel.maven;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aethercreator.kernel.magic.MagicException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.TransferCancelledException;

/** Says in one paragraph why libraries could not be had; Maven's own exceptions are five deep. */
final class ResolutionFailure {
    private ResolutionFailure() {}

    static MagicException explain(Exception failure, List<RemoteRepository> repositories) {
        Set<String> missing = new LinkedHashSet<>();
        Set<String> unreachable = new LinkedHashSet<>();
        String deepest = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransferCancelledException) {
                return new MagicException("The download was interrupted.", failure);
            }
            if (cause instanceof ArtifactNotFoundException notFound) {
                missing.add(notFound.getArtifact().toString());
            } else if (cause instanceof ArtifactTransferException transfer) {
                unreachable.add(transfer.getArtifact() + " (" + rootMessage(transfer) + ")");
            }
            deepest = cause.getMessage() == null ? deepest : cause.getMessage();
        }
        String tried = repositories.stream()
                .map(repository -> repository.getId() + " (" + repository.getUrl() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        if (!unreachable.isEmpty()) {
            return new MagicException(
                    "Could not be fetched: " + String.join(", ", unreachable) + ". Repositories asked: " + tried
                            + ". Look at the network, or at mirrors and proxies in ~/.m2/settings.xml.",
                    failure);
        }
        if (!missing.isEmpty()) {
            return new MagicException(
                    "Not found: " + String.join(", ", missing) + ". Repositories asked: " + tried
                            + ". Check group, artifact and version, or add a repository with %mavenRepo ID URL.",
                    failure);
        }
        return new MagicException(
                "The libraries could not be resolved: " + deepest + ". Repositories asked: " + tried + ".", failure);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
