package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache is shared with the hub's own Python client, whose environment is read as it reads it. */
@Tag("referee")
class PythonHubRefereeTest extends HubServerTest {
    private PythonHub python(String... namesAndValues) throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(Map.of(
                "HF_ENDPOINT", server.address().toString(),
                "HF_HUB_CACHE", cache.resolve("hub").toString(),
                "HF_HUB_DISABLE_TELEMETRY", "1",
                "HF_HUB_DISABLE_UPDATE_CHECK", "1",
                "HOME", cache.toString()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return PythonHub.with(variables);
    }

    @Test
    void pythonFindsWhatWeDownloaded() throws Exception {
        HubSnapshot whole = download();
        server.model("org/part").file("config.json", "{}").largeFile("other.bin", weights);
        HubRepo part = HubRepo.model("org/part");
        client().download(part, HubFilter.model(), Progress.none());
        client().download(MODEL.withRevision("refs/pr/1"), HubFilter.all(), Progress.none());
        server.dataset("org/data").file("train.jsonl", "{}");
        HubSnapshot data = client().download(HubRepo.dataset("org/data"), HubFilter.all(), Progress.none());
        failureOfMissing(part);
        int before = server.requests().size();
        List<JsonNode> found = python().results(List.of(
                List.of("local", ID),
                List.of("local-revision", ID, "refs/pr/1"),
                List.of("local-revision", ID, commit()),
                List.of("local-file", ID, "sub/notes é.txt"),
                List.of("local-dataset", "org/data"),
                List.of("local", "org/part", "config.json"),
                List.of("missing", "org/part", server.model("org/part").commit(), "chat_template.jinja"),
                List.of("missing", "org/part", server.model("org/part").commit(), "config.json"),
                List.of("scan")));
        String folder = whole.folder().toString();
        assertThat(found.stream().limit(6).map(JsonNode::asText))
                .containsExactly(
                        folder,
                        folder,
                        folder,
                        whole.path("sub/notes é.txt").toString(),
                        data.folder().toString(),
                        cache.resolve("hub/models--org--part/snapshots")
                                .resolve(server.model("org/part").commit())
                                .toString());
        assertThat(found.get(6).asBoolean()).isTrue();
        assertThat(found.get(7).asBoolean()).isFalse();
        assertThat(server.requests()).hasSize(before);
        JsonNode scan = found.get(8);
        assertThat(scan.get("warnings")).isEmpty();
        assertThat(scan.get("incomplete")).isEmpty();
        assertThat(scan.get("repos").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("model/org/small", "model/org/part", "dataset/org/data");
        assertThat(scan.at("/repos/model~1org~1small").get(commit()).get("refs").toString())
                .isEqualTo("[\"main\",\"refs/pr/1\"]");
        for (CachedRepo repo : client().cache()) {
            for (CachedRepo.Revision revision : repo.revisions()) {
                JsonNode seen =
                        scan.get("repos").get(repo.kind() + "/" + repo.id()).get(revision.commit());
                assertThat(revision.sizeBytes()).isEqualTo(seen.get("size").asLong());
                assertThat(revision.files()).isEqualTo(seen.get("files").asInt());
            }
        }
    }

    private void failureOfMissing(HubRepo repo) throws IOException, InterruptedException {
        try {
            client().download(repo, "chat_template.jinja", Progress.none());
        } catch (HubException expected) {
            assertThat(expected.reason()).isEqualTo(HubException.Reason.FILE_NOT_FOUND);
        }
    }

    @Test
    void weFindWhatPythonDownloaded() throws Exception {
        server.pageSize(3);
        server.model(ID).makePrivate();
        String folder =
                python("HF_TOKEN", HubServer.TOKEN).result("download", ID).asText();
        assertThat(server.requests())
                .filteredOn(request -> request.server().equals("store"))
                .isNotEmpty()
                .allMatch(request -> request.authorization().isEmpty());
        int before = server.requests().size();
        HubSnapshot snapshot =
                new HubClient(settings().withOffline(true), AT_ONCE).download(MODEL, HubFilter.all(), Progress.none());
        assertThat(snapshot.folder()).hasToString(folder);
        assertThat(snapshot.files()).hasSize(6);
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(client().cache()).singleElement().satisfies(repo -> {
            assertThat(repo.id()).isEqualTo(ID);
            assertThat(repo.revisions().get(0).names()).containsExactly("main");
        });
        // With the hub, too: the list of files that Python kept is understood, and nothing is fetched again.
        clientWithToken(HubServer.TOKEN).download(MODEL, HubFilter.all(), Progress.none());
        assertThat(server.requests()).hasSize(before + 1);
    }

    @Test
    void bothLayOutACacheAlike() throws Exception {
        python().result("download", ID);
        List<String> theirs = files();
        client().remove(HubRepo.Kind.MODEL, ID);
        download();
        assertThat(files()).isEqualTo(theirs);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(cache.resolve("hub"))) {
            return paths.filter(path -> !Files.isDirectory(path))
                    .filter(path -> !path.toString().contains(".locks"))
                    .map(path -> cache.relativize(path) + (Files.isSymbolicLink(path) ? " " + target(path) : ""))
                    .sorted()
                    .toList();
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void pythonSeesOurBrokenDownloadsAndWeRemoveTheirRevisions() throws Exception {
        python().result("download", ID);
        Path blobs = repoFolder().resolve("blobs");
        Files.write(blobs.resolve("1".repeat(64) + RepoFolder.INCOMPLETE), new byte[10]);
        assertThat(python().result("scan").get("incomplete").toString())
                .isEqualTo("[\"" + "1".repeat(64) + ".aether.incomplete\"]");
        client().removeIncomplete();
        client().removeRevision(MODEL);
        JsonNode scan = python().result("scan");
        assertThat(scan.get("warnings")).isEmpty();
        assertThat(scan.get("size").asLong()).isZero();
    }

    @Test
    void theServerOfOurTestsSpeaksTheProtocol() throws Exception {
        server.rename("old/name", ID);
        server.model("org/gated").file("config.json", "{}").gate();
        server.searchAnswer("[{\"id\":\"a/b\",\"gated\":false}]");
        List<JsonNode> results = python().results(List.of(
                List.of("error", ID, "main", "config.json"),
                List.of("error", "old/name", "main", "model.safetensors"),
                List.of("error", "org/none", "main", "config.json"),
                List.of("error", ID, "v9", "config.json"),
                List.of("error", ID, "main", "none.txt"),
                List.of("error", "org/gated", "main", "config.json"),
                List.of("models", "b")));
        assertThat(results.stream().limit(6).map(JsonNode::asText))
                .containsExactly(
                        "none",
                        "none",
                        "RepositoryNotFoundError",
                        "RevisionNotFoundError",
                        "RemoteEntryNotFoundError",
                        "GatedRepoError");
        assertThat(results.get(6).toString()).isEqualTo("[\"a/b\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HF_HOME=/h",
                "HF_HOME=~/hf",
                "HF_HOME=$HOME/a${HOME}b$NONE",
                "XDG_CACHE_HOME=/x",
                "HF_HUB_CACHE=/c",
                "HUGGINGFACE_HUB_CACHE=/old",
                "HUGGINGFACE_HUB_CACHE=/old HF_HUB_CACHE=/c HF_HOME=/h",
                "HF_TOKEN=hf_one",
                "HUGGING_FACE_HUB_TOKEN=hf_old",
                "HUGGING_FACE_HUB_TOKEN=hf_old HF_TOKEN=hf_one",
                "HF_TOKEN=hf_one HF_HUB_DISABLE_IMPLICIT_TOKEN=1",
                "HF_TOKEN_PATH=$HOME/other-token",
                "HF_HUB_OFFLINE=1",
                "HF_HUB_OFFLINE=on",
                "HF_HUB_OFFLINE=0 TRANSFORMERS_OFFLINE=1",
                "TRANSFORMERS_OFFLINE=TRUE",
                "HF_ENDPOINT=https://mirror.example//",
                "HF_HUB_DISABLE_SYMLINKS=yes",
                "HF_HUB_DOWNLOAD_TIMEOUT=42",
                "HF_HUB_DOWNLOAD_TIMEOUT=0"
            })
    void environmentIsReadAsPythonReadsIt(String assignments) throws Exception {
        Files.writeString(
                Files.createDirectories(cache.resolve(".cache/huggingface")).resolve("token"), "hf_file\n");
        Files.writeString(cache.resolve("other-token"), " hf_other ");
        Map<String, String> variables = new HashMap<>(Map.of("HOME", cache.toString()));
        for (String assignment : assignments.split(" ")) {
            if (!assignment.isEmpty()) {
                String[] nameAndValue = assignment.split("=", 2);
                variables.put(nameAndValue[0], nameAndValue[1]);
            }
        }
        JsonNode theirs = PythonHub.with(variables).result("settings");
        HubSettings ours = HubSettings.of(variables, cache);
        assertThat(ours.endpoint()).hasToString(theirs.get("endpoint").asText());
        assertThat(ours.token().orElse("null")).isEqualTo(theirs.get("token").asText());
        assertThat(ours.cacheFolder()).hasToString(theirs.get("cache").asText());
        assertThat(ours.offline()).isEqualTo(theirs.get("offline").asBoolean());
        assertThat(ours.symlinks()).isEqualTo(theirs.get("symlinks").asBoolean());
        assertThat(ours.patience().toSeconds()).isEqualTo(theirs.get("timeout").asLong());
    }
}
