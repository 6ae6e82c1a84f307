package org.aethercreator.hub;

import static org.aethercreator.hub.HubServerAnswers.status;
import static org.aethercreator.hub.HubServerAnswers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.aethercreator.hub.HubException.Reason;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub does not give, and what is said then. */
class HubRefusalsTest extends HubServerTest {
    private String at() {
        return "The hub at " + server.address();
    }

    @Test
    void missingRepositoryIsNamed() {
        HubException e = failure(client(), HubRepo.model("org/none"));
        assertThat(e.reason()).isEqualTo(Reason.REPO_NOT_FOUND);
        assertThat(e.status()).hasValue(401);
        assertThat(e.getMessage())
                .isEqualTo(at() + " shows no model org/none to those who are not logged in: it does not exist, or it is"
                        + " private. Check the spelling; for a private one make a token at " + server.address()
                        + "/settings/tokens and put it into HF_TOKEN.");
        assertThat(failure(clientWithToken(HubServer.TOKEN), HubRepo.dataset("org/none"))
                        .getMessage())
                .isEqualTo(at() + " shows no dataset org/none to the owner of your token: it does not exist, or it is"
                        + " private and the token may not read it. Check the spelling, and what your token may do at "
                        + server.address() + "/settings/tokens.");
        assertThat(cache.resolve("hub/models--org--none")).doesNotExist();
    }

    @Test
    void privateRepositoryNeedsAToken() throws Exception {
        server.model(ID).makePrivate();
        assertThat(failure(client(), MODEL).reason()).isEqualTo(Reason.REPO_NOT_FOUND);
        assertThat(clientWithToken(HubServer.TOKEN)
                        .download(MODEL, HubFilter.all(), Progress.none())
                        .files())
                .hasSize(6);
    }

    @Test
    void refusedTokenIsNotShown() {
        server.fail("/revision/main", status(401, "X-Error-Message", "Invalid credentials in Authorization header"));
        HubException e = failure(clientWithToken("hf_expired"), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(e.getMessage())
                .isEqualTo(at() + " does not accept your token (Invalid credentials in Authorization header). It has"
                        + " expired, or is mistyped: make a new one at " + server.address()
                        + "/settings/tokens and put it into HF_TOKEN, or log in with: hf auth login");
        assertThat(e).hasStackTraceContaining("HubException").hasMessageNotContaining("hf_expired");
        assertThat(settings().withToken(Optional.of("hf_expired")).toString()).doesNotContain("hf_expired");
    }

    @Test
    void gatedRepositoryTellsWhereToAsk() {
        server.model(ID).gate();
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.GATED);
        assertThat(e.getMessage())
                .isEqualTo("The model org/small is gated: its owner wants to be asked first. Ask for access at "
                        + server.address() + "/org/small, then make a token at " + server.address()
                        + "/settings/tokens and put it into HF_TOKEN, or log in with: hf auth login");
        assertThat(failure(clientWithToken(HubServer.TOKEN), MODEL).getMessage())
                .isEqualTo("The model org/small is gated: its owner wants to be asked first. Ask for access at "
                        + server.address() + "/org/small (the hub says: Access to model org/small is restricted and you"
                        + " are not in the authorized list); if you have it already, your token must be allowed to read"
                        + " gated repositories: see " + server.address() + "/settings/tokens.");
    }

    @Test
    void grantedGateOpens() throws Exception {
        server.model(ID).gate().grant();
        assertThat(clientWithToken(HubServer.TOKEN)
                        .download(MODEL, HubFilter.all(), Progress.none())
                        .path("model.safetensors"))
                .hasBinaryContent(weights);
    }

    @Test
    void missingRevisionIsNamed() throws Exception {
        download();
        HubException e = failure(client(), MODEL.withRevision("v9"));
        assertThat(e.reason()).isEqualTo(Reason.REVISION_NOT_FOUND);
        assertThat(e.getMessage())
                .isEqualTo("The model org/small has no revision v9. Look at its branches and tags at "
                        + server.address() + "/org/small/tree/main; the usual one is main.");
    }

    @Test
    void missingFileIsNamedAndRemembered() {
        HubException e =
                catchThrowableOfType(HubException.class, () -> client().download(MODEL, "model.gguf", Progress.none()));
        assertThat(e.reason()).isEqualTo(Reason.FILE_NOT_FOUND);
        assertThat(e.getMessage())
                .isEqualTo(
                        "The model org/small has no file model.gguf at revision main; it has README.md, config.json,"
                                + " model.safetensors, pytorch_model.bin, sub/notes é.txt, tokenizer.json. Ask for one of these.");
        assertThat(repoFolder().resolve(".no_exist").resolve(commit()).resolve("model.gguf"))
                .isEmptyFile();
    }

    @Test
    void filterThatAcceptsNothingIsNamed() {
        assertThatThrownBy(() -> client().download(MODEL, HubFilter.including(List.of("*.gguf")), Progress.none()))
                .hasMessage(
                        "The model org/small has no file like *.gguf; it has README.md, config.json,"
                                + " model.safetensors, pytorch_model.bin, sub/notes é.txt, tokenizer.json. Ask for one of these.");
    }

    @Test
    void fileThatTheHubHasLostIsNamed() {
        server.model(ID).strangeEntry("lost.bin", 5);
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.FILE_NOT_FOUND);
        assertThat(e.getMessage())
                .isEqualTo("The model org/small has no file lost.bin at revision " + commit()
                        + ". Look at its files at " + server.address() + "/org/small/tree/main.");
    }

    @Test
    void offlineNeverAsks() {
        HubException e = failure(new HubClient(settings().withOffline(true), AT_ONCE), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.OFFLINE);
        assertThat(e.getMessage())
                .isEqualTo("HF_HUB_OFFLINE allows only what is on this machine, and there is nothing of it (model"
                        + " org/small) in " + cache.resolve("hub")
                        + ". Unset it and download once, or bring the folder from another machine.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void offlineNamesWhatIsMissing() throws Exception {
        client().download(MODEL, HubFilter.of(HubFilter.Group.CONFIG), Progress.none());
        HubClient offline = new HubClient(settings().withOffline(true), AT_ONCE);
        assertThat(offline.download(MODEL, HubFilter.of(HubFilter.Group.CONFIG), Progress.none())
                        .files())
                .hasSize(1);
        assertThatThrownBy(() -> offline.download(MODEL, HubFilter.model(), Progress.none()))
                .hasMessageContaining("there is no whole README.md, model.safetensors, tokenizer.json of it");
    }

    @Test
    void unreachableHubIsNamed() throws Exception {
        server.close();
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(e.getMessage())
                .isEqualTo(at() + " cannot be asked to look up org/small: 127.0.0.1 refuses the connection. Check the"
                        + " network, the proxy (HTTPS_PROXY), and HF_ENDPOINT; HF_HUB_OFFLINE=1 uses only what is on this"
                        + " machine already.");
    }

    @Test
    void unknownHostIsNamed() {
        HubClient client = new HubClient(settings().withEndpoint(URI.create("http://no-such-host.invalid")), AT_ONCE);
        assertThat(failure(client, MODEL).getMessage()).contains(": there is no host named no-such-host.invalid.");
    }

    @Test
    void untrustedServerIsNamed() throws Exception {
        HttpsServer untrusted = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        untrusted.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        untrusted.start();
        try {
            URI address =
                    URI.create("https://127.0.0.1:" + untrusted.getAddress().getPort());
            HubException e = failure(new HubClient(settings().withEndpoint(address), AT_ONCE), MODEL);
            assertThat(e.reason()).isEqualTo(Reason.INSECURE);
            assertThat(e.getMessage())
                    .startsWith("There is no secure connection to 127.0.0.1 (")
                    .endsWith(
                            "), so the hub at " + address + " cannot be asked to look up org/small. A proxy that reads"
                                    + " along needs its certificate in Java's trust store (-Djavax.net.ssl.trustStore); else the"
                                    + " machine's clock may be wrong, or something pretends to be the hub.");
        } finally {
            untrusted.stop(0);
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = cache.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -keyalg EC -alias hub -dname CN=127.0.0.1 -storetype PKCS12 -storepass secret";
        List<String> command = new ArrayList<>(List.of(keytool, "-keystore", store.toString()));
        command.addAll(List.of(options.split(" ")));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        char[] password = "secret".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void silentServerIsNotWaitedForForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HubSettings settings = settings()
                    .withEndpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                    .withPatience(Duration.ofMillis(200));
            HubException e = failure(new HubClient(settings, AT_ONCE), MODEL);
            assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(e.getMessage())
                    .contains(", and 127.0.0.1 has sent nothing for 0.2 s. Try again; on a slow line, wait longer with"
                            + " HF_HUB_DOWNLOAD_TIMEOUT=60.");
        }
    }

    @Test
    void stalledFileIsGivenUpAndKept() {
        server.fail(
                server.model(ID).etag("model.safetensors"),
                Collections.nCopies(6, (HubServer.Fault) (exchange, content) -> {
                            exchange.sendResponseHeaders(200, content.length);
                            exchange.getResponseBody().write(content, 0, 100_000);
                            exchange.getResponseBody().flush();
                            try {
                                Thread.sleep(2_000);
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        })
                        .toArray(HubServer.Fault[]::new));
        HubClient client = new HubClient(
                settings().withPatience(Duration.ofMillis(300)),
                new Retry.Limits(1, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThat(failure(client, MODEL).reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void webPageIsNoHub() {
        server.fail("/revision/main", text(200, "<html><title>Log in to the hotel's network</title></html>"));
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.NOT_A_HUB);
        assertThat(e.getMessage())
                .isEqualTo(
                        at() + " was asked to look up org/small and answered with a web page, which is not what a hub"
                                + " answers. Something else may be at that address, or a proxy before it: check HF_ENDPOINT and"
                                + " the network.");
    }

    @Test
    void proxyThatWantsALoginIsNamed() {
        server.fail("/revision/main", status(407));
        assertThat(failure(client(), MODEL).getMessage())
                .isEqualTo(
                        "The proxy before the hub at " + server.address() + " wants a login, so it cannot be asked to"
                                + " look up org/small. Ask who runs the network for a way to it.");
    }

    @Test
    void redirectsOfNoUseAreNotFollowed() {
        server.fail("/revision/main", status(302, "Location", "file:///etc/passwd"));
        assertThat(failure(client(), MODEL).reason()).isEqualTo(Reason.UNSAFE);
        server.fail(
                "/revision/main",
                Collections.nCopies(20, status(302, "Location", "/api/models/org/small/revision/main"))
                        .toArray(HubServer.Fault[]::new));
        assertThat(failure(client(), MODEL).getMessage()).contains("redirected more than 10 times");
    }

    @Test
    void noWayLeadsFromHttpsToHttp() {
        HubCall call = new HubHttp(settings()).call("send a file", MODEL, "");
        assertThatThrownBy(() ->
                        HubHttp.redirected(call, URI.create("https://huggingface.co/a"), "http://huggingface.co/b"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("redirected from https to http (huggingface.co), which is not followed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../.ssh/authorized_keys",
                "/etc/cron.d/x",
                "a/../../b",
                "C:/Windows/x",
                "a\\b",
                "a//b",
                "./a",
                "a\0b",
                "\\\\server\\share\\x",
                "dir/D:x",
                ".."
            })
    void unsafeFileNamesAreRefused(String name) throws IOException {
        server.model(ID).strangeEntry(name, 5);
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.UNSAFE);
        assertThat(e.getMessage())
                .startsWith(at() + " was asked to list the files of org/small@" + commit() + ", and in its list the \"")
                .endsWith("Nothing of this repository is downloaded; do not trust it.");
        assertThat(repoFolder()).doesNotExist();
    }

    @Test
    void negativeSizeIsRefused() {
        server.model(ID).strangeEntry("odd.bin", -5);
        assertThat(failure(client(), MODEL).reason()).isEqualTo(Reason.UNSAFE);
    }

    @Test
    void linkOutOfTheCacheIsNotFollowed() throws Exception {
        Path outside = Files.createDirectory(cache.resolve("outside"));
        Path snapshot = repoFolder().resolve("snapshots").resolve(commit());
        Files.createDirectories(snapshot);
        Files.createSymbolicLink(snapshot.resolve("sub"), outside);
        assertThat(failure(client(), MODEL).reason()).isEqualTo(Reason.UNSAFE);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void linkInPlaceOfAnIncompleteFileIsNotFollowed() throws Exception {
        Path victim = Files.writeString(cache.resolve("victim"), "precious");
        Path incomplete = repoFolder().resolve("blobs/" + server.model(ID).etag("config.json") + ".aether.incomplete");
        Files.createDirectories(incomplete.resolveSibling(""));
        Files.createSymbolicLink(incomplete, victim);
        download();
        assertThat(victim).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b/c",
                "../x",
                "a/..",
                "a--b",
                "org/na--me",
                "a..b/c",
                "-a/b",
                "x.git",
                "a b",
                "é/x",
                "a/b@"
            })
    void unsafeIdsAreRefused(String id) {
        assertThatThrownBy(() -> HubRepo.model(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../b", "a//b", "a\\b", "x.lock", "a/.b", "a b", "a?b"})
    void unsafeRevisionsAreRefused(String revision) {
        assertThatThrownBy(() -> HubRepo.model(ID).withRevision(revision))
                .hasMessage("\"" + revision + "\" is no revision; give a branch or a tag, such as main or v1.0, or a"
                        + " commit of 40 hexadecimal digits");
    }
}
