package org.aethercreator.hub;

import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which hub is asked, as whom, and where what it sends is kept: what {@code huggingface_hub} reads from the
 * environment. The token is in no text that this record, or anything else of this package, makes.
 *
 * @param endpoint the hub's address, without a slash at its end
 * @param token who asks; sent to the endpoint's host only
 * @param cacheFolder where {@code models--ORG--NAME} folders are
 * @param offline whether the cache is all there is
 * @param symlinks whether a snapshot's files may be symbolic links; where they cannot be, it holds the files themselves
 * @param patience how long to wait for a connection, for an answer, and between two pieces of one
 * @param parallelFiles how many files of a repository are downloaded at once, 1 to 64
 * @param proxies the way to the hub; without, the one of Java ({@code -Dhttps.proxyHost})
 */
public record HubSettings(
        URI endpoint,
        Optional<String> token,
        Path cacheFolder,
        boolean offline,
        boolean symlinks,
        Duration patience,
        int parallelFiles,
        Optional<ProxySelector> proxies) {

    /** As many as {@code huggingface_hub} downloads at once. */
    public static final int STANDARD_PARALLEL_FILES = 8;

    private static final int MAXIMUM_PARALLEL_FILES = 64;

    public HubSettings {
        String scheme = String.valueOf(endpoint.getScheme());
        if (endpoint.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("\"" + endpoint + "\" is no address of a hub; HF_ENDPOINT is such as"
                    + " https://huggingface.co, or not set at all");
        }
        if (endpoint.getUserInfo() != null) {
            throw new IllegalArgumentException("The hub's address has a user or a password in it, which every message"
                    + " would show; put a token into HF_TOKEN instead");
        }
        if (token.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
            throw new IllegalArgumentException("The hub's token has characters that no token has. Make a new one at "
                    + endpoint + "/settings/tokens and put it into HF_TOKEN.");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience must be positive, not " + patience);
        }
        if (parallelFiles < 1 || parallelFiles > MAXIMUM_PARALLEL_FILES) {
            throw new IllegalArgumentException("parallelFiles must be 1 to " + MAXIMUM_PARALLEL_FILES + ", not "
                    + parallelFiles + "; " + STANDARD_PARALLEL_FILES + " is usual");
        }
    }

    /**
     * The settings of this process's environment and this user's home folder; see {@link #of}. A proxy that Java was
     * started with goes before those of the environment.
     */
    public static HubSettings fromEnvironment() {
        HubSettings settings = of(System.getenv(), Path.of(System.getProperty("user.home")));
        boolean javasOwn =
                System.getProperty("https.proxyHost") != null || System.getProperty("http.proxyHost") != null;
        return javasOwn ? settings.withProxies(Optional.empty()) : settings;
    }

    /**
     * Reads {@code HF_ENDPOINT}, {@code HF_HOME}, {@code HF_HUB_CACHE}, {@code HF_TOKEN} (else the file
     * {@code $HF_TOKEN_PATH} or {@code $HF_HOME/token}), {@code HF_HUB_OFFLINE}, {@code HF_HUB_DISABLE_IMPLICIT_TOKEN},
     * {@code HF_HUB_DISABLE_SYMLINKS}, {@code HF_HUB_DOWNLOAD_TIMEOUT}, {@code HTTPS_PROXY} and its like, and the older
     * names of these, as {@code huggingface_hub} 2.4.0 does ({@code constants.py}, {@code utils/_auth.py}). It does not
     * exchange a CI provider's identity for a token, and does not refresh a token that is about to expire.
     *
     * @throws IllegalArgumentException if a value cannot be used
     */
    public static HubSettings of(Map<String, String> environment, Path home) {
        return new HubEnvironment(environment, home).settings();
    }

    public HubSettings withEndpoint(URI newEndpoint) {
        return new HubSettings(newEndpoint, token, cacheFolder, offline, symlinks, patience, parallelFiles, proxies);
    }

    public HubSettings withToken(Optional<String> newToken) {
        return new HubSettings(endpoint, newToken, cacheFolder, offline, symlinks, patience, parallelFiles, proxies);
    }

    public HubSettings withCacheFolder(Path newCacheFolder) {
        return new HubSettings(endpoint, token, newCacheFolder, offline, symlinks, patience, parallelFiles, proxies);
    }

    public HubSettings withOffline(boolean newOffline) {
        return new HubSettings(endpoint, token, cacheFolder, newOffline, symlinks, patience, parallelFiles, proxies);
    }

    public HubSettings withSymlinks(boolean newSymlinks) {
        return new HubSettings(endpoint, token, cacheFolder, offline, newSymlinks, patience, parallelFiles, proxies);
    }

    public HubSettings withPatience(Duration newPatience) {
        return new HubSettings(endpoint, token, cacheFolder, offline, symlinks, newPatience, parallelFiles, proxies);
    }

    public HubSettings withParallelFiles(int newParallelFiles) {
        return new HubSettings(endpoint, token, cacheFolder, offline, symlinks, patience, newParallelFiles, proxies);
    }

    public HubSettings withProxies(Optional<ProxySelector> newProxies) {
        return new HubSettings(endpoint, token, cacheFolder, offline, symlinks, patience, parallelFiles, newProxies);
    }

    /** Tells whether there is a token, not which. */
    @Override
    public String toString() {
        return "HubSettings[endpoint=" + endpoint + ", token=" + (token.isPresent() ? "set" : "none")
                + ", cacheFolder=" + cacheFolder + ", offline=" + offline + ", symlinks=" + symlinks + ", patience="
                + patience + ", parallelFiles=" + parallelFiles + ", proxies=" + (proxies.isPresent() ? "set" : "none")
                + "]";
    }
}
