package org.aethercreator.hub;

import static org.aethercreator.hub.HubServerAnswers.cutAfter;
import static org.aethercreator.hub.HubServerAnswers.otherBytes;
import static org.aethercreator.hub.HubServerAnswers.status;
import static org.aethercreator.hub.HubServerAnswers.wholeInstead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.aethercreator.hub.HubException.Reason;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;

/** Connections that break, answers that are wrong, and what is left of them. */
class HubFaultsTest extends HubServerTest {
    private Path blob() {
        return repoFolder().resolve("blobs").resolve(weightsHash());
    }

    private Path incomplete() {
        return repoFolder().resolve("blobs").resolve(weightsHash() + ".aether.incomplete");
    }

    private String weightsHash() {
        return server.model(ID).etag("model.safetensors");
    }

    private List<String> ranges() {
        return server.requests(weightsHash()).stream()
                .map(HubServer.Request::range)
                .toList();
    }

    private HubException failureOfWeights() {
        return failure(client(), MODEL);
    }

    private void leaveIncomplete(byte[] content) throws IOException {
        Files.createDirectories(incomplete().resolveSibling(""));
        Files.write(incomplete(), content);
    }

    /** Until half a megabyte has arrived. */
    private void awaitIncomplete() throws IOException {
        while (!Files.exists(incomplete()) || Files.size(incomplete()) < 500_000) {
            Thread.onSpinWait();
        }
    }

    @Test
    void cutConnectionGoesOnWhereItBroke() throws Exception {
        server.fail(weightsHash(), cutAfter(1_000_000), cutAfter(500_000));
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges()).hasSize(3).first().isEqualTo("");
        assertThat(ranges().get(1)).startsWith("bytes=");
        assertThat(ranges().get(2)).startsWith("bytes=").isNotEqualTo(ranges().get(1));
        assertThat(incomplete()).doesNotExist();
    }

    @Test
    void earlierDownloadIsGoneOnWith() throws Exception {
        leaveIncomplete(Arrays.copyOf(weights, 2_000_000));
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("bytes=2000000-");
    }

    @Test
    void wholeIncompleteFileNeedsNoRequest() throws Exception {
        leaveIncomplete(weights);
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges()).isEmpty();
    }

    @Test
    void wrongBeginningIsFetchedAnew() throws Exception {
        leaveIncomplete(new byte[2_000_000]);
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("bytes=2000000-", "");
    }

    @Test
    void tooLongBeginningIsFetchedAnew() throws Exception {
        leaveIncomplete(Arrays.copyOf(weights, weights.length + 1));
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("");
    }

    @Test
    void serverThatIgnoresRangesSendsTheWhole() throws Exception {
        leaveIncomplete(Arrays.copyOf(weights, 2_000_000));
        server.fail(weightsHash(), wholeInstead());
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("bytes=2000000-");
    }

    @Test
    void refusedRangeIsFetchedAnew() throws Exception {
        leaveIncomplete(Arrays.copyOf(weights, 2_000_000));
        server.fail(weightsHash(), status(416));
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges()).containsExactly("bytes=2000000-", "");
    }

    @Test
    void otherContentIsThrownAway() {
        byte[] other = weights.clone();
        other[1234] ^= 1;
        server.fail(weightsHash(), otherBytes(other));
        HubException e = failureOfWeights();
        assertThat(e.reason()).isEqualTo(Reason.CORRUPT);
        assertThat(e.getMessage())
                .matches("model.safetensors of model org/small came with another content than the hub announces: its"
                        + " hash is [0-9a-f]{64}, not " + weightsHash() + ". It was thrown away. Try again; if it"
                        + " comes again, a proxy or mirror changes files.");
        assertThat(blob()).doesNotExist();
        assertThat(incomplete()).doesNotExist();
    }

    @Test
    void otherContentOfASmallFileIsThrownAway() {
        server.fail("/tokenizer.json", otherBytes(new byte[] {'[', ']'}));
        assertThat(failureOfWeights().getMessage())
                .startsWith("tokenizer.json of model org/small came with another content than the hub announces");
    }

    @Test
    void otherSizeIsRefusedBeforeItIsRead() {
        server.fail(weightsHash(), otherBytes(new byte[weights.length + 1]));
        HubException e = failureOfWeights();
        assertThat(e.reason()).isEqualTo(Reason.CORRUPT);
        assertThat(e.getMessage())
                .isEqualTo("The hub at " + server.address() + " was asked to send model.safetensors of org/small and"
                        + " sends 3000001 bytes, where its list has a file of 3000000 bytes. Nothing of it was kept."
                        + " Something else may be at that address, or a proxy before it: check HF_ENDPOINT and the"
                        + " network.");
    }

    @Test
    void moreBytesThanAnnouncedAreNotKept() {
        server.fail(weightsHash(), (exchange, content) -> {
            exchange.sendResponseHeaders(200, 0); // chunked: of a length that is not announced
            exchange.getResponseBody().write(new byte[weights.length + 1000]);
        });
        assertThat(failureOfWeights().getMessage())
                .contains("and sends more than the 3000000 bytes that its list has for it");
        assertThat(incomplete()).isEmptyFile();
    }

    @Test
    void connectionThatAlwaysBreaksIsGivenUp() throws Exception {
        server.fail(weightsHash(), Collections.nCopies(20, cutAfter(10)).toArray(HubServer.Fault[]::new));
        HubException e = failureOfWeights();
        assertThat(e.reason()).isEqualTo(Reason.BROKEN_OFF);
        assertThat(e.getMessage())
                .startsWith("The hub at " + server.address()
                        + " was asked to send model.safetensors of org/small, and the" + " answer broke off (after ")
                .endsWith("Try again: what has arrived of a file is kept, and only the rest is fetched. It was tried 6"
                        + " times.");
        assertThat(ranges()).hasSize(6);
        assertThat(incomplete()).exists();
        assertThat(repoFolder().resolve("refs")).doesNotExist();
    }

    @Test
    void failingServerIsAskedAgain() throws Exception {
        server.fail("/revision/main", status(503), status(500));
        server.fail(weightsHash(), status(502));
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void serverThatKeepsFailingIsNamed() {
        server.fail("/revision/main", Collections.nCopies(6, status(503)).toArray(HubServer.Fault[]::new));
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.SERVER_FAILED);
        assertThat(e.status()).hasValue(503);
        assertThat(e.getMessage())
                .isEqualTo(
                        "The hub at " + server.address() + " was asked to look up org/small and answered 503. Something"
                                + " failed there; try again later. The hub's own state: https://status.huggingface.co It was"
                                + " tried 6 times.");
    }

    @Test
    void failingServerIsNotWaitedForIfAllIsCached() throws Exception {
        download();
        server.fail("/revision/main", status(503));
        HubSnapshot snapshot = download();
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
        assertThat(snapshot.notes())
                .containsExactly("This is what was downloaded earlier, as the hub gives nothing newer: The hub at "
                        + server.address() + " was asked to look up org/small and answered 503. Something failed there;"
                        + " try again later. The hub's own state: https://status.huggingface.co");
    }

    @Test
    void hubThatGoesAwayInTheMiddleIsTriedAgain() throws Exception {
        server.fail(weightsHash(), (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 1_000_000);
            exchange.getResponseBody().flush();
            awaitIncomplete();
            server.close();
        });
        HubException e = failureOfWeights();
        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(e.getMessage()).endsWith(" It was tried 6 times.");
        assertThat(incomplete()).exists();
    }

    @Test
    void restThatTheHubAsksForIsKept() throws Exception {
        server.fail("/revision/main", status(429, "Retry-After", "1"));
        long begun = System.nanoTime();
        download();
        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
    }

    @Test
    void longRestIsToldInsteadOfKept() {
        server.fail("/revision/main", status(429, "RateLimit", "\"api\";r=0;t=290"));
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(e.getMessage())
                .matches(
                        "The hub at \\S+ was asked to look up org/small and answered that there were too many requests; it"
                                + " wants 290 s of rest. Try again later; with a token in HF_TOKEN more are allowed. It is"
                                + " \\d\\d:\\d\\d(:\\d\\d)? then.");
    }

    @Test
    void interruptLeavesWhatHasArrived() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> thrown.set(catchThrowable(this::download)));
        server.fail(weightsHash(), (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 1_000_000);
            exchange.getResponseBody().flush();
            awaitIncomplete();
            thread.interrupt();
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        thread.start();
        thread.join(20_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(Files.size(incomplete())).isGreaterThanOrEqualTo(500_000);
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
        assertThat(ranges().get(1)).startsWith("bytes=");
    }

    @Test
    void downloadsOfOneContentAtOnceFetchItOnce() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other = new Thread(() -> thrown.set(catchThrowable(this::download)));
        other.start();
        download();
        other.join();
        assertThat(thrown.get()).isNull();
        assertThat(ranges()).hasSize(1);
    }

    @Test
    void diskThatIsTooSmallIsToldBefore() {
        server.model(ID).strangeEntry("huge.bin", Long.MAX_VALUE);
        HubException e = failure(client(), MODEL);
        assertThat(e.reason()).isEqualTo(Reason.NO_SPACE);
        assertThat(e.getMessage())
                .matches(
                        "Downloading org/small needs \\d+\\.\\d GB more on the disk of \\S+, and \\d+\\.\\d GB are free."
                                + " Free some space \\(%hub cache shows what is there, %hub remove ID deletes it\\), keep the"
                                + " cache elsewhere with HF_HUB_CACHE, or take less of it with --include.");
        assertThat(server.requests()).noneMatch(request -> request.path().contains("/resolve/"));
    }

    @Test
    void damagedContentIsFetchedAgain() throws Exception {
        download();
        Files.write(blob(), new byte[10]);
        assertThat(download().path("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void fileInPlaceOfACacheIsAnIoException() throws Exception {
        Files.createDirectories(cache);
        Files.writeString(cache.resolve("hub"), "no folder");
        assertThat(catchThrowable(() -> client().download(MODEL, HubFilter.all(), Progress.none())))
                .isInstanceOf(IOException.class);
    }
}
