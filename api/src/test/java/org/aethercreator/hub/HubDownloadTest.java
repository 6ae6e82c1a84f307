package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aethercreator.progress.Progress;
import org.aethercreator.progress.ProgressUpdate;
import org.junit.jupiter.api.Test;

class HubDownloadTest extends HubServerTest {
    private List<String> tree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void repositoryIsLaidOutAsPythonDoes() throws Exception {
        HubServerRepo repo = server.model(ID);
        HubSnapshot snapshot = download();
        assertThat(snapshot.folder())
                .isEqualTo(repoFolder().resolve("snapshots").resolve(commit()));
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(snapshot.path("sub/notes é.txt")).hasContent("in a folder");
        assertThat(snapshot.notes()).isEmpty();
        assertThat(tree(repoFolder()))
                .containsExactlyInAnyOrder(
                        "blobs/" + repo.etag("README.md"),
                        "blobs/" + repo.etag("config.json"),
                        "blobs/" + repo.etag("model.safetensors"),
                        "blobs/" + repo.etag("pytorch_model.bin"),
                        "blobs/" + repo.etag("sub/notes é.txt"),
                        "blobs/" + repo.etag("tokenizer.json"),
                        "refs/main",
                        "snapshots/" + commit() + "/README.md",
                        "snapshots/" + commit() + "/config.json",
                        "snapshots/" + commit() + "/model.safetensors",
                        "snapshots/" + commit() + "/pytorch_model.bin",
                        "snapshots/" + commit() + "/sub/notes é.txt",
                        "snapshots/" + commit() + "/tokenizer.json",
                        "trees/" + commit() + ".json");
        assertThat(repoFolder().resolve("refs/main")).hasContent(commit());
        assertThat(Files.readSymbolicLink(snapshot.path("sub/notes é.txt")))
                .hasToString("../../../blobs/" + repo.etag("sub/notes é.txt"));
        assertThat(cache.resolve("hub/.locks/models--org--small/" + repo.etag("config.json") + ".lock"))
                .exists();
        assertThat(cache.resolve("hub/CACHEDIR.TAG")).exists();
    }

    @Test
    void modelFilterLeavesOtherFormatsOut() throws Exception {
        HubSnapshot snapshot = client().download(MODEL, HubFilter.model(), Progress.none());
        assertThat(snapshot.files().stream().map(HubFile::path))
                .containsExactly("README.md", "config.json", "model.safetensors", "tokenizer.json");
        assertThat(snapshot.sizeBytes()).isEqualTo(weights.length + 7 + 38 + 2);
        assertThat(server.requests("pytorch_model.bin")).isEmpty();
    }

    @Test
    void secondDownloadFetchesNothing() throws Exception {
        download();
        int before = server.requests().size();
        download();
        assertThat(server.requests().subList(before, server.requests().size()))
                .extracting(HubServer.Request::path)
                .containsExactly("/api/models/org/small/revision/main");
    }

    @Test
    void knownCommitAsksNothing() throws Exception {
        download();
        int before = server.requests().size();
        HubSnapshot snapshot = client().download(MODEL.withRevision(commit()), HubFilter.all(), Progress.none());
        assertThat(snapshot.files()).hasSize(6);
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void newCommitFetchesOnlyWhatChanged() throws Exception {
        download();
        server.model(ID).file("config.json", "[1]").moveTo("ab".repeat(20));
        int before = server.requests().size();
        HubSnapshot snapshot = download();
        assertThat(snapshot.commit()).isEqualTo("ab".repeat(20));
        assertThat(snapshot.path("config.json")).hasContent("[1]");
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(server.requests().subList(before, server.requests().size()))
                .extracting(HubServer.Request::path)
                .filteredOn(path -> path.contains("/resolve/"))
                .containsExactly("/org/small/resolve/" + "ab".repeat(20) + "/config.json");
        assertThat(repoFolder().resolve("refs/main")).hasContent("ab".repeat(20));
    }

    @Test
    void tagsAndPullRequestsAreRevisions() throws Exception {
        client().download(HubRepo.model(ID + "@v1.0"), HubFilter.all(), Progress.none());
        client().download(HubRepo.model(ID + "@refs/pr/1"), HubFilter.all(), Progress.none());
        assertThat(repoFolder().resolve("refs/v1.0")).hasContent(commit());
        assertThat(repoFolder().resolve("refs/refs/pr/1")).hasContent(commit());
    }

    @Test
    void datasetsHaveFoldersOfTheirOwn() throws Exception {
        server.dataset("org/data").file("train.jsonl", "{}");
        HubSnapshot snapshot = client().download(HubRepo.dataset("org/data"), HubFilter.all(), Progress.none());
        assertThat(snapshot.folder().toString()).contains("datasets--org--data");
        assertThat(snapshot.path("train.jsonl")).hasContent("{}");
    }

    @Test
    void oneFileCanBeFetched() throws Exception {
        server.model(ID).file("odd [name].txt", "odd");
        assertThat(client().download(MODEL, "odd [name].txt", Progress.none())).hasContent("odd");
        assertThat(tree(repoFolder().resolve("snapshots"))).hasSize(1);
    }

    @Test
    void longListsComeInPages() throws Exception {
        server.pageSize(2);
        assertThat(client().files(MODEL)).hasSize(6);
        assertThat(server.requests("/tree/" + commit())).hasSize(4);
    }

    @Test
    void tokenGoesToTheHubOnly() throws Exception {
        server.model(ID).makePrivate();
        clientWithToken(HubServer.TOKEN).download(MODEL, HubFilter.all(), Progress.none());
        assertThat(server.requests())
                .filteredOn(request -> request.server().equals("store"))
                .hasSize(1)
                .allMatch(request -> request.authorization().isEmpty());
        assertThat(server.requests())
                .filteredOn(request -> request.server().equals("hub"))
                .allMatch(request -> request.authorization().equals("Bearer " + HubServer.TOKEN));
    }

    @Test
    void progressGrowsToTheTotal() throws Exception {
        List<ProgressUpdate> updates = new ArrayList<>();
        HubSnapshot snapshot = client().download(MODEL, HubFilter.all(), updates::add);
        assertThat(updates).isNotEmpty().allMatch(update -> update.total() == snapshot.sizeBytes());
        assertThat(updates).extracting(ProgressUpdate::done).isSorted();
        ProgressUpdate last = updates.get(updates.size() - 1);
        assertThat(last.finished()).isTrue();
        assertThat(last.stage()).isEqualTo("download org/small");
        assertThat(last.detail()).isEqualTo("6 of 6 files");
        assertThat(updates.subList(0, updates.size() - 1)).noneMatch(ProgressUpdate::finished);
    }

    @Test
    void filesAreMovedOrCopiedWhereThereAreNoLinks() throws Exception {
        server.model(ID).file("twin.json", "{}");
        HubClient client = new HubClient(settings().withSymlinks(false), AT_ONCE);
        HubSnapshot snapshot = client.download(MODEL, HubFilter.all(), Progress.none());
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(Files.isSymbolicLink(snapshot.path("model.safetensors"))).isFalse();
        assertThat(snapshot.path("twin.json")).hasContent("{}");
        assertThat(snapshot.path("tokenizer.json")).hasContent("{}");
        assertThat(repoFolder().resolve("blobs").resolve(server.model(ID).etag("model.safetensors")))
                .doesNotExist();
    }

    @Test
    void renamedRepositoryIsFollowedAndSaid() throws Exception {
        server.rename("old/name", ID);
        HubSnapshot snapshot = client().download(HubRepo.model("old/name"), HubFilter.all(), Progress.none());
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(snapshot.folder().toString()).contains("models--old--name");
        assertThat(snapshot.notes())
                .containsExactly("old/name is called org/small now; ask for it by that name from now on.");
    }

    @Test
    void cachedCopyAnswersWhenTheHubIsGone() throws Exception {
        download();
        server.close();
        HubSnapshot snapshot = client().download(MODEL, HubFilter.all(), Progress.none());
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(snapshot.notes())
                .singleElement()
                .asString()
                .startsWith("This is what was downloaded earlier, as the hub gives nothing newer: The hub at ");
    }

    @Test
    void cacheOfOlderClientsWithoutListsIsFoundOffline() throws Exception {
        download();
        Files.delete(repoFolder().resolve("trees").resolve(commit() + ".json"));
        Optional<HubSnapshot> found =
                new HubClient(settings().withOffline(true), AT_ONCE).cached(MODEL, HubFilter.model());
        assertThat(found).isPresent();
        assertThat(found.get().files()).hasSize(4);
        assertThat(new HubClient(settings().withOffline(true), AT_ONCE)
                        .download(MODEL, HubFilter.all(), Progress.none())
                        .files())
                .hasSize(6);
    }
}
