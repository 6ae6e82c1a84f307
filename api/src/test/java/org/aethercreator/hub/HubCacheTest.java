package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubCacheTest extends HubServerTest {
    private static final String SECOND = "ab".repeat(20);

    private void downloadTwoRevisions() throws Exception {
        download();
        server.model(ID).file("config.json", "[1]").moveTo(SECOND);
        download();
    }

    @Test
    void repositoriesAreListedWithTheirRevisions() throws Exception {
        assertThat(client().cache()).isEmpty();
        String first = commit();
        downloadTwoRevisions();
        Files.createDirectories(cache.resolve("hub/foreign"));
        Files.createDirectories(cache.resolve("hub/models--x--y--z/snapshots"));
        CachedRepo repo = client().cache().get(0);
        assertThat(client().cache()).hasSize(1);
        assertThat(repo.id()).isEqualTo(ID);
        assertThat(repo.folder()).isEqualTo(repoFolder());
        assertThat(repo.revisions()).extracting(CachedRepo.Revision::commit).containsExactlyInAnyOrder(first, SECOND);
        assertThat(repo.revisions())
                .filteredOn(revision -> revision.commit().equals(SECOND))
                .singleElement()
                .satisfies(revision -> {
                    assertThat(revision.names()).containsExactly("main");
                    assertThat(revision.files()).isEqualTo(6);
                });
        long second = repo.revisions().stream()
                .filter(revision -> revision.commit().equals(SECOND))
                .mapToLong(CachedRepo.Revision::sizeBytes)
                .sum();
        assertThat(repo.sizeBytes()).isEqualTo(second + 38);
    }

    @Test
    void removedRepositoryLeavesNothing() throws Exception {
        downloadTwoRevisions();
        long size = client().cache().get(0).sizeBytes();
        assertThat(client().remove(HubRepo.Kind.MODEL, ID)).isGreaterThanOrEqualTo(size);
        assertThat(repoFolder()).doesNotExist();
        assertThat(cache.resolve("hub/.locks/models--org--small")).doesNotExist();
        assertThatThrownBy(() -> client().remove(HubRepo.Kind.MODEL, ID))
                .hasMessage("There is no model org/small in the cache at " + cache.resolve("hub")
                        + ". %hub cache, or HubClient.cache() in a program, lists what there is.");
    }

    @Test
    void removedRevisionLeavesTheOtherWhole() throws Exception {
        String first = commit();
        downloadTwoRevisions();
        assertThat(client().removeRevision(MODEL.withRevision(first))).isEqualTo(38);
        HubSnapshot left = client().cached(MODEL, HubFilter.all()).orElseThrow();
        assertThat(left.commit()).isEqualTo(SECOND);
        assertThat(left.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(client().removeRevision(MODEL)).isGreaterThan(weights.length);
        assertThat(repoFolder().resolve("refs/main")).doesNotExist();
        assertThat(repoFolder().resolve("blobs")).isEmptyDirectory();
        assertThatThrownBy(() -> client().removeRevision(MODEL))
                .hasMessageStartingWith("There is no revision main of model org/small in the cache");
    }

    @Test
    void whatLinksLeadToOutsideIsNotRemoved() throws Exception {
        download();
        Path precious = Files.writeString(
                Files.createDirectory(cache.resolve("outside")).resolve("precious"), "precious");
        Files.createSymbolicLink(repoFolder().resolve("snapshots/" + commit() + "/link"), precious);
        Files.createSymbolicLink(repoFolder().resolve("folder"), precious.getParent());
        client().remove(HubRepo.Kind.MODEL, ID);
        assertThat(precious).hasContent("precious");
    }

    @Test
    void linkedRepositoryLosesItsLinkOnly() throws Exception {
        download();
        Path elsewhere = cache.resolve("other-disk");
        Files.move(repoFolder(), elsewhere);
        Files.createSymbolicLink(repoFolder(), elsewhere);
        assertThat(client().remove(HubRepo.Kind.MODEL, ID)).isZero();
        assertThat(elsewhere.resolve("refs/main")).exists();
    }

    @Test
    void brokenDownloadsAreRemovedUnlessUnderWay() throws Exception {
        download();
        Path blobs = repoFolder().resolve("blobs");
        Path ours = Files.write(blobs.resolve("1".repeat(64) + ".aether.incomplete"), new byte[100]);
        Path held = Files.write(blobs.resolve("2".repeat(64) + ".aether.incomplete"), new byte[100]);
        Path old = Files.write(blobs.resolve("3".repeat(64) + ".0a1b2c3d.incomplete"), new byte[100]);
        Path fresh = Files.write(blobs.resolve("4".repeat(64) + ".0a1b2c3d.incomplete"), new byte[100]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(client().cache().get(0).incompleteBytes()).isEqualTo(400);
        ContentLock lock =
                ContentLock.acquire(cache.resolve("hub/.locks/models--org--small/" + "2".repeat(64) + ".lock"));
        try {
            assertThat(client().removeIncomplete()).isEqualTo(200);
        } finally {
            lock.close();
        }
        assertThat(List.of(ours, old)).noneMatch(Files::exists);
        assertThat(List.of(held, fresh)).allMatch(Files::exists);
        assertThat(client().cached(MODEL, HubFilter.all())).isPresent();
    }
}
