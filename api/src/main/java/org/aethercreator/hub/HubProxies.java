package org.aethercreator.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies of {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code ALL_PROXY}, except for the hosts of
 * {@code NO_PROXY}, as Python reads them: a name in lower case goes before one in upper case.
 */
final class HubProxies extends ProxySelector {
    private static final String ALL = "all";

    private final Map<String, InetSocketAddress> proxies;
    private final List<String> exceptions;

    private HubProxies(Map<String, InetSocketAddress> proxies, List<String> exceptions) {
        this.proxies = proxies;
        this.exceptions = exceptions;
    }

    /** Empty if the environment names none. */
    static Optional<ProxySelector> of(Map<String, String> environment) {
        Map<String, InetSocketAddress> proxies = new HashMap<>();
        for (String scheme : List.of("https", "http", ALL)) {
            String name = scheme + "_proxy";
            value(environment, name).ifPresent(text -> proxies.put(scheme, address(name, text)));
        }
        List<String> exceptions = value(environment, "no_proxy").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        return proxies.isEmpty() ? Optional.empty() : Optional.of(new HubProxies(proxies, exceptions));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .flatMap(each -> Stream.ofNullable(environment.get(each)))
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static InetSocketAddress address(String name, String text) {
        String full = text.contains("://") ? text.strip() : "http://" + text.strip();
        try {
            URI proxy = URI.create(full);
            if (proxy.getHost() != null && String.valueOf(proxy.getScheme()).startsWith("http")) {
                return InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
            }
        } catch (IllegalArgumentException e) {
            // told below, without the text, as there may be a password in it
        }
        throw new IllegalArgumentException(name.toUpperCase(Locale.ROOT)
                + " names no proxy that can be used; it is such as http://proxy.local:3128 (no SOCKS)");
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        InetSocketAddress proxy =
                proxies.getOrDefault(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT), proxies.get(ALL));
        return proxy == null || isException(host)
                ? List.of(Proxy.NO_PROXY)
                : List.of(new Proxy(Proxy.Type.HTTP, proxy));
    }

    private boolean isException(String host) {
        return exceptions.stream()
                .anyMatch(exception -> exception.equals("*")
                        || host.equals(exception)
                        || host.endsWith(exception.startsWith(".") ? exception : "." + exception));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // told by the request that fails
    }
}
