package org.aethercreator.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hub on this machine: the part of the Hugging Face hub's protocol that a download needs, with a second server that
 * the large files lie on, and faults on demand. That it speaks the protocol is shown by a test in which the hub's own
 * Python client downloads from it.
 */
final class HubServer implements AutoCloseable {
    static final String TOKEN = "hf_theSecretOfTheTests";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request that came; {@code store} for the server of large files. */
    record Request(String server, String method, String path, String query, String range, String authorization) {}

    /** What goes wrong with one answer. */
    @FunctionalInterface
    interface Fault {
        /** Answers instead of the server. */
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    private final HttpServer hub = listen();
    private final HttpServer store = listen();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HubServerRepo> repos = new ConcurrentHashMap<>();
    private final Map<String, String> renamed = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, byte[]> large = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int pageSize = 1000;
    private volatile String searchAnswer = "[]";

    HubServer() throws IOException {
        hub.createContext("/", exchange -> handle("hub", exchange));
        store.createContext("/", exchange -> handle("store", exchange));
        for (HttpServer server : List.of(hub, store)) {
            server.setExecutor(threads);
            server.start();
        }
    }

    private static HttpServer listen() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    private URI storeAddress() {
        return URI.create("http://127.0.0.1:" + store.getAddress().getPort());
    }

    HubServerRepo model(String id) {
        return repos.computeIfAbsent("models/" + id, key -> new HubServerRepo(id));
    }

    HubServerRepo dataset(String id) {
        return repos.computeIfAbsent("datasets/" + id, key -> new HubServerRepo(id));
    }

    void rename(String oldId, String newId) {
        renamed.put("models/" + oldId, newId);
    }

    void pageSize(int entries) {
        pageSize = entries;
    }

    void searchAnswer(String json) {
        searchAnswer = json;
    }

    /** The next answers to requests whose path ends like this go wrong so, one after the other. */
    void fail(String pathEnd, Fault... next) {
        faults.computeIfAbsent(pathEnd, key -> new ArrayDeque<>()).addAll(List.of(next));
    }

    List<Request> requests() {
        return requests;
    }

    List<Request> requests(String pathEnd) {
        return requests.stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .toList();
    }

    private void handle(String server, HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            requests.add(new Request(
                    server,
                    exchange.getRequestMethod(),
                    uri.getPath(),
                    String.valueOf(uri.getQuery()),
                    header(exchange, "Range"),
                    header(exchange, "Authorization")));
            if (server.equals("store")) {
                byte[] content = large.get(uri.getPath().substring(1));
                if (!broken(exchange, content)) {
                    HubServerAnswers.content(exchange, content);
                }
            } else {
                hub(exchange, uri);
            }
        }
    }

    static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private boolean broken(HttpExchange exchange, byte[] content) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("HEAD")) {
            return false;
        }
        for (Map.Entry<String, Deque<Fault>> entry : faults.entrySet()) {
            if (path.endsWith(entry.getKey())) {
                Fault fault;
                synchronized (entry.getValue()) {
                    fault = entry.getValue().poll();
                }
                if (fault != null) {
                    fault.answer(exchange, content);
                    return true;
                }
            }
        }
        return false;
    }

    private void hub(HttpExchange exchange, URI uri) throws IOException {
        String[] parts = uri.getRawPath().substring(1).split("/");
        boolean api = parts[0].equals("api");
        if (api && parts.length == 2) {
            if (!broken(exchange, new byte[0])) {
                HubServerAnswers.json(exchange, searchAnswer);
            }
            return;
        }
        int at = api ? 1 : 0;
        boolean dataset = parts[at].equals("datasets");
        int first = api || dataset ? at + 1 : at;
        String key = (dataset ? "datasets/" : "models/") + parts[first] + "/" + parts[first + 1];
        if (renamed.containsKey(key)) {
            String oldId = parts[first] + "/" + parts[first + 1];
            String target = uri.toString().replace(oldId, renamed.get(key));
            HubServerAnswers.redirect(exchange, 307, target);
            return;
        }
        HubServerRepo repo = repos.get(key);
        boolean known = header(exchange, "Authorization").equals("Bearer " + TOKEN);
        if (repo == null || (repo.isPrivate() && !known)) {
            HubServerAnswers.error(exchange, known ? 404 : 401, "RepoNotFound", "Repository not found");
            return;
        }
        List<String> rest = new ArrayList<>();
        for (String part : List.of(parts).subList(first + 2, parts.length)) {
            rest.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
        }
        if (broken(exchange, repo.content(String.join("/", rest.subList(Math.min(2, rest.size()), rest.size()))))) {
            return;
        }
        String revision = rest.size() > 1 ? rest.get(1) : "main";
        if (repo.commit(revision) == null) {
            HubServerAnswers.error(exchange, 404, "RevisionNotFound", "Invalid rev id: " + revision);
        } else if (!api) {
            resolve(exchange, repo, revision, String.join("/", rest.subList(2, rest.size())), known);
        } else if (rest.isEmpty() || rest.get(0).equals("revision")) {
            HubServerAnswers.json(exchange, repo.info(revision));
        } else {
            tree(exchange, repo, uri);
        }
    }

    private void tree(HttpExchange exchange, HubServerRepo repo, URI uri) throws IOException {
        ArrayNode all = repo.tree();
        String query = String.valueOf(uri.getQuery());
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceFirst(".*cursor=(\\d+).*", "$1")) : 0;
        int to = Math.min(all.size(), from + pageSize);
        ArrayNode page = JSON.createArrayNode();
        for (int i = from; i < to; i++) {
            page.add(all.get(i));
        }
        if (to < all.size()) {
            exchange.getResponseHeaders()
                    .add("Link", "<" + address() + uri.getPath() + "?recursive=true&cursor=" + to + ">; rel=\"next\"");
        }
        HubServerAnswers.json(exchange, page.toString());
    }

    private void resolve(HttpExchange exchange, HubServerRepo repo, String revision, String path, boolean known)
            throws IOException {
        exchange.getResponseHeaders().add("X-Repo-Commit", repo.commit(revision));
        byte[] content = repo.content(path);
        if (repo.isGated() && !(known && repo.isGranted())) {
            HubServerAnswers.error(
                    exchange,
                    known ? 403 : 401,
                    "GatedRepo",
                    "Access to model " + repo.id() + " is restricted and you are not in the authorized list.");
        } else if (content == null) {
            HubServerAnswers.error(exchange, 404, "EntryNotFound", "Entry not found");
        } else if (repo.isLarge(path)) {
            String hash = repo.etag(path);
            large.put(hash, content);
            exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + hash + "\"");
            exchange.getResponseHeaders().add("X-Linked-Size", String.valueOf(content.length));
            HubServerAnswers.redirect(exchange, 302, storeAddress() + "/" + hash + "?Signature=secret");
        } else {
            exchange.getResponseHeaders().add("ETag", "\"" + repo.etag(path) + "\"");
            HubServerAnswers.content(exchange, content);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}
