package org.aethercreator.ollama;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server is, from {@code OLLAMA_HOST} as Ollama reads it: {@code [scheme://]host[:port][/path]}, each with a
 * default. ({@code Host} and {@code ConnectableHost} in {@code envconfig/config.go} of Ollama 0.33.)
 */
final class OllamaAddress {
    static final String VARIABLE = "OLLAMA_HOST";

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int MAXIMUM_PORT = 65_535;
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](?::(.*))?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?");
    private static final Pattern IPV6_ANY = Pattern.compile("[0:]+");

    private OllamaAddress() {}

    static URI parse(String variable) {
        String text = variable.strip().replaceAll("^[\"']+|[\"']+$", "").strip();
        int mark = text.indexOf("://");
        String scheme = mark < 0 ? "http" : text.substring(0, mark);
        String rest = mark < 0 ? text : text.substring(mark + "://".length());
        if (text.equals("ollama.com")) {
            scheme = "https";
            rest = "ollama.com:443";
        }
        int defaultPort = mark < 0 ? 11_434 : scheme.equals("http") ? 80 : scheme.equals("https") ? 443 : 11_434;
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash).replaceAll("/+$", "");
        String hostAndPort = slash < 0 ? rest : rest.substring(0, slash);
        try {
            return uri(scheme, hostAndPort, defaultPort, path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + variable + "\" is no address of a server (" + e.getReason() + "); write for example"
                            + " 127.0.0.1:11434 or http://gpu-box:11434, as in " + VARIABLE + ".",
                    e);
        }
    }

    private static URI uri(String scheme, String hostAndPort, int defaultPort, String path) throws URISyntaxException {
        Matcher bracketed = BRACKETED.matcher(hostAndPort);
        String host;
        String port = null;
        if (bracketed.matches()) {
            host = bracketed.group(1);
            port = bracketed.group(2);
        } else if (IPV6.matcher(hostAndPort).matches()) {
            host = hostAndPort;
        } else {
            int colon = hostAndPort.lastIndexOf(':');
            host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
            port = colon < 0 ? null : hostAndPort.substring(colon + 1);
        }
        int number = Optional.ofNullable(port).map(OllamaAddress::port).orElse(defaultPort);
        return new URI(scheme, null, connectable(host), number < 0 ? defaultPort : number, path, null, null);
    }

    /** Ollama takes the default for a port that is none. */
    private static int port(String text) {
        try {
            int number = Integer.parseInt(text);
            return number > MAXIMUM_PORT ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** A server may listen at all addresses of its machine; a client needs one of them. */
    private static String connectable(String host) {
        if (host.isEmpty() || host.equals("0.0.0.0")) {
            return DEFAULT_HOST;
        }
        return IPV6_ANY.matcher(host).matches() && host.contains(":") ? "::1" : host;
    }
}
