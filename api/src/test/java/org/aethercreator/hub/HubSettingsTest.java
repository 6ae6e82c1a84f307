package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {
    @TempDir
    private Path home;

    private HubSettings of(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return HubSettings.of(environment, home);
    }

    @Test
    void emptyEnvironmentMeansHuggingFaceAndTheUsersCache() {
        HubSettings settings = of();
        assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings.cacheFolder()).isEqualTo(home.resolve(".cache/huggingface/hub"));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.offline()).isFalse();
        assertThat(settings.symlinks()).isTrue();
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.parallelFiles()).isEqualTo(8);
    }

    @Test
    void cacheIsWhereTheNearestVariableSays() {
        assertThat(of("XDG_CACHE_HOME", "/x").cacheFolder()).hasToString("/x/huggingface/hub");
        assertThat(of("XDG_CACHE_HOME", "/x", "HF_HOME", "/h").cacheFolder()).hasToString("/h/hub");
        assertThat(of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "/old").cacheFolder())
                .hasToString("/old");
        assertThat(of("HUGGINGFACE_HUB_CACHE", "/old", "HF_HUB_CACHE", "/c").cacheFolder())
                .hasToString("/c");
        assertThat(of("HF_HOME", "~/hf").cacheFolder()).isEqualTo(home.resolve("hf/hub"));
        assertThat(of("HF_HOME", "$DISK/${USER}/$NONE", "DISK", "/d", "USER", "me")
                        .cacheFolder())
                .hasToString("/d/me/$NONE/hub");
    }

    @Test
    void tokenIsOfTheEnvironmentElseOfTheFile() throws IOException {
        Path file = Files.createDirectories(home.resolve(".cache/huggingface")).resolve("token");
        Files.writeString(file, "hf_file\n");
        assertThat(of().token()).hasValue("hf_file");
        assertThat(of("HF_TOKEN", " hf_new\n", "HUGGING_FACE_HUB_TOKEN", "hf_old")
                        .token())
                .hasValue("hf_new");
        assertThat(of("HUGGING_FACE_HUB_TOKEN", "hf_old").token()).hasValue("hf_old");
        assertThat(of("HF_TOKEN", " ").token()).hasValue("hf_file");
        assertThat(of("HF_HOME", home.toString()).token()).isEmpty();
        assertThat(of("HF_HOME", home.toString(), "HF_TOKEN_PATH", file.toString())
                        .token())
                .hasValue("hf_file");
        assertThat(of("HF_TOKEN", "hf_new", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")
                        .token())
                .isEmpty();
    }

    @Test
    void offlineIsOfTheFirstVariableThatIsSet() {
        assertThat(of("HF_HUB_OFFLINE", "1").offline()).isTrue();
        assertThat(of("HF_HUB_OFFLINE", "yes").offline()).isTrue();
        assertThat(of("HF_HUB_OFFLINE", "2").offline()).isFalse();
        assertThat(of("TRANSFORMERS_OFFLINE", "True").offline()).isTrue();
        assertThat(of("HF_HUB_OFFLINE", "0", "TRANSFORMERS_OFFLINE", "1").offline())
                .isFalse();
    }

    @Test
    void endpointLosesItsSlashes() {
        assertThat(of("HF_ENDPOINT", "http://mirror.local:8080/hf//").endpoint())
                .isEqualTo(URI.create("http://mirror.local:8080/hf"));
        assertThatThrownBy(() -> of("HF_ENDPOINT", "http://me:secret@mirror.local"))
                .hasMessage(
                        "The hub's address has a user or a password in it, which every message would show; put a token"
                                + " into HF_TOKEN instead");
        assertThatThrownBy(() -> of("HF_ENDPOINT", "mirror.local"))
                .hasMessage("\"mirror.local\" is no address of a hub; HF_ENDPOINT is such as https://huggingface.co, or"
                        + " not set at all");
        assertThatThrownBy(() -> of("HF_ENDPOINT", "http://a b"))
                .hasMessage(
                        "HF_ENDPOINT is \"http://a b\", which is no address; it is such as https://huggingface.co, or"
                                + " not set at all");
    }

    @Test
    void timeoutIsInSeconds() {
        assertThat(of("HF_HUB_DOWNLOAD_TIMEOUT", "60").patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(of("HF_HUB_DOWNLOAD_TIMEOUT", "0").patience()).isEqualTo(Duration.ofSeconds(10));
        assertThatThrownBy(() -> of("HF_HUB_DOWNLOAD_TIMEOUT", "soon"))
                .hasMessage("HF_HUB_DOWNLOAD_TIMEOUT is \"soon\"; it is a number of seconds, such as 30");
    }

    @Test
    void tokenIsInNoText() {
        assertThat(of("HF_TOKEN", "hf_secret"))
                .hasToString("HubSettings[endpoint=https://huggingface.co, token=set, cacheFolder="
                        + home.resolve(".cache/huggingface/hub")
                        + ", offline=false, symlinks=true, patience=PT10S, parallelFiles=8,"
                        + " proxies=none]");
        assertThatThrownBy(() -> of("HF_TOKEN", "hf secret"))
                .hasMessage("The hub's token has characters that no token has. Make a new one at"
                        + " https://huggingface.co/settings/tokens and put it into HF_TOKEN.");
    }

    @Test
    void filesAtOnceAreBounded() {
        assertThat(of().withParallelFiles(1).parallelFiles()).isEqualTo(1);
        assertThatThrownBy(() -> of().withParallelFiles(65))
                .hasMessage("parallelFiles must be 1 to 64, not 65; 8 is usual");
    }
}
