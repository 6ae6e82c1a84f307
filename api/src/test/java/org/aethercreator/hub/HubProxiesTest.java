package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.aethercreator.progress.Progress;
import org.junit.jupiter.api.Test;

class HubProxiesTest extends HubServerTest {
    private static String way(Map<String, String> environment, String address) {
        ProxySelector proxies = HubProxies.of(environment).orElseThrow();
        return proxies.select(URI.create(address)).get(0).toString();
    }

    @Test
    void downloadGoesThroughTheProxy() throws Exception {
        // The hub is asked by a name that only its own server, taken for a proxy, understands.
        HubSettings settings = settings()
                .withEndpoint(URI.create("http://hub.invalid"))
                .withProxies(HubProxies.of(Map.of("HTTP_PROXY", server.address().toString(), "NO_PROXY", "127.0.0.1")));
        HubSnapshot snapshot = new HubClient(settings, AT_ONCE).download(MODEL, HubFilter.all(), Progress.none());
        assertThat(snapshot.path("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void eachSchemeHasItsProxy() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://one:3128", "https_proxy", "two:1234", "ALL_PROXY", "http://three");
        assertThat(way(environment, "https://huggingface.co/x"))
                .startsWith("HTTP @ two")
                .endsWith(":1234");
        assertThat(way(environment, "http://huggingface.co/x"))
                .startsWith("HTTP @ three")
                .endsWith(":80");
        assertThat(way(Map.of("HTTP_PROXY", "one:1"), "https://huggingface.co")).isEqualTo("DIRECT");
        assertThat(HubProxies.of(Map.of("NO_PROXY", "*", "HTTPS_PROXY", ""))).isEmpty();
    }

    @Test
    void exceptedHostsAreAskedDirectly() {
        Map<String, String> environment = Map.of("ALL_PROXY", "one:1", "NO_PROXY", "localhost, .corp.example,hub.org");
        assertThat(way(environment, "https://mirror.corp.example")).isEqualTo("DIRECT");
        assertThat(way(environment, "https://Hub.org")).isEqualTo("DIRECT");
        assertThat(way(environment, "https://cdn.hub.org")).isEqualTo("DIRECT");
        assertThat(way(environment, "https://github.org")).startsWith("HTTP @ one");
        assertThat(way(Map.of("ALL_PROXY", "one:1", "NO_PROXY", "*"), "https://x"))
                .isEqualTo("DIRECT");
    }

    @Test
    void unusableProxyIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> HubProxies.of(Map.of("https_proxy", "socks5://me:secret@proxy:1080")))
                .hasMessage(
                        "HTTPS_PROXY names no proxy that can be used; it is such as http://proxy.local:3128 (no SOCKS)");
    }
}
