package org.aethercreator.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.aethercreator.modelfile.CreateRequest;
import org.aethercreator.modelfile.Modelfile;
import org.aethercreator.modelfile.OllamaVersion;
import org.aethercreator.progress.Progress;

/**
 * A server of Ollama, through its HTTP API.
 *
 * <p>Each method asks once and waits. An interrupt, {@link #close()} and an exception of a consumer close the
 * connection, at which the server stops its work. Whatever the server does not do is an {@link OllamaException}; a name
 * that Ollama would refuse is an {@link IllegalArgumentException} before anything is sent. Several threads may use one
 * client.
 */
public final class OllamaClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** A server gives up loading a model after five minutes. */
    private static final Duration FIRST_BYTE_TIMEOUT = Duration.ofMinutes(6);

    /** What needs no model is answered at once. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    private final URI server;
    private final Duration firstByteTimeout;
    private final OllamaHttp http;

    private OllamaClient(URI server, Duration firstByteTimeout, OllamaHttp http) {
        this.server = server;
        this.firstByteTimeout = firstByteTimeout;
        this.http = http;
    }

    /**
     * The server that {@code OLLAMA_HOST} names in the environment, read as Ollama does; without it, this machine's.
     */
    public static OllamaClient standard() {
        return at(System.getenv().getOrDefault(OllamaAddress.VARIABLE, ""));
    }

    /**
     * The server at an address as {@code OLLAMA_HOST} has it: {@code gpu-box}, {@code :8080}, {@code https://gpu-box}.
     */
    public static OllamaClient at(String host) {
        return at(OllamaAddress.parse(host));
    }

    /** The server at an address such as {@code http://gpu-box:11434}. */
    public static OllamaClient at(URI server) {
        String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "\"" + server + "\" is no address of a server; write scheme, host and port,"
                            + " for example http://127.0.0.1:11434.");
        }
        return new OllamaClient(server, FIRST_BYTE_TIMEOUT, new OllamaHttp(CONNECT_TIMEOUT));
    }

    /** By default 5 s. */
    public OllamaClient withConnectTimeout(Duration timeout) {
        return new OllamaClient(server, firstByteTimeout, new OllamaHttp(positive(timeout)));
    }

    /**
     * How long an answer may take to begin, the loading of a model included; by default 6 minutes. It may last for
     * ever.
     */
    public OllamaClient withFirstByteTimeout(Duration timeout) {
        return new OllamaClient(server, positive(timeout), new OllamaHttp(http.connectTimeout()));
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "A timeout of " + timeout + " leaves no time to answer; give a positive one.");
        }
        return timeout;
    }

    public URI server() {
        return server;
    }

    /** The version as the server tells it; one built from source calls itself {@code 0.0.0}. */
    public String versionText() throws InterruptedException {
        return look("/api/version", "tell its version").path("version").asText();
    }

    /** The server's version, for what a Modelfile may say; the newest known if it tells none. */
    public OllamaVersion version() throws InterruptedException {
        String text = versionText();
        try {
            OllamaVersion version = OllamaVersion.parse(text);
            return version.equals(new OllamaVersion(0, 0, 0)) ? OllamaVersion.NEWEST_KNOWN : version;
        } catch (IllegalArgumentException unknownForm) {
            return OllamaVersion.NEWEST_KNOWN;
        }
    }

    /** The models that the server has, the last changed first. */
    public List<OllamaModel> list() throws InterruptedException {
        return AnswerJson.models(look("/api/tags", "list its models"));
    }

    /** The models that are loaded. */
    public List<RunningModel> ps() throws InterruptedException {
        return AnswerJson.running(look("/api/ps", "list the models that run"));
    }

    public ModelDescription show(String model) throws InterruptedException {
        Call call = call("POST", "/api/show", "show " + checked(model), model);
        return AnswerJson.description(model, http.ask(call, RequestJson.model(model), lookTime()));
    }

    /**
     * Makes a model of a Modelfile, as {@code ollama create} does for one in {@code folder}: files are hashed, and sent
     * if the server lacks them.
     *
     * @throws org.aethercreator.modelfile.ModelfileFormatException where {@code ollama create} would stop
     * @throws IOException if a file cannot be read
     */
    public void create(String name, Modelfile modelfile, Path folder, Progress progress)
            throws IOException, InterruptedException {
        checked(name);
        create(name, modelfile.createRequest(folder, version()), "", progress);
    }

    /**
     * Makes a model.
     *
     * @param quantization what the server quantizes an unquantized file to: {@code F16}, {@code Q8_0}, {@code Q4_K_S}
     *     or {@code Q4_K_M}; empty to leave it as it is
     */
    public void create(String name, CreateRequest request, String quantization, Progress progress)
            throws IOException, InterruptedException {
        Call call = call("POST", "/api/create", "create " + checked(name), "");
        UploadedFiles files = new UploadedFiles(http, server, lookTime(), progress);
        files.add(request.files());
        files.add(request.adapters());
        files.add(request.draftFiles());
        follow(call, RequestJson.create(name, request, quantization, files), "create " + name, progress);
    }

    /** Downloads a model from the library at ollama.com, or from the host in its name, to the server. */
    public void pull(String model, Progress progress) throws InterruptedException {
        Call call = call("POST", "/api/pull", "pull " + checked(model), "");
        follow(call, RequestJson.model(model), "pull " + model, progress);
    }

    private void follow(Call call, JsonNode body, String work, Progress progress) throws InterruptedException {
        StatusLines status = new StatusLines(progress, work);
        int lines = http.stream(call, body, firstByteTimeout, status);
        if (!status.lastStatus().equals("success")) {
            throw Failures.withoutEnd(call, lines, "\"success\"");
        }
    }

    /** Gives a model another name as well; its files are shared. */
    public void copy(String source, String destination) throws InterruptedException {
        Call call = call("POST", "/api/copy", "copy " + checked(source) + " to " + checked(destination), source);
        ObjectNode body = RequestJson.model(source);
        body.remove("model");
        http.ask(call, body.put("source", source).put("destination", destination), lookTime());
    }

    /** Removes a model, and those of its files that no other uses. */
    public void delete(String model) throws InterruptedException {
        Call call = call("DELETE", "/api/delete", "delete " + checked(model), model);
        http.ask(call, RequestJson.model(model), lookTime());
    }

    /** Loads a model, if it is not, and keeps it for that long; a negative time keeps it for ever. */
    public void load(String model, Duration keepAlive) throws InterruptedException {
        keep("load " + model, model, keepAlive);
    }

    /** Frees the memory of a model. */
    public void unload(String model) throws InterruptedException {
        keep("unload " + model, model, Duration.ZERO);
    }

    private void keep(String purpose, String model, Duration time) throws InterruptedException {
        Call call = call("POST", "/api/generate", purpose, checked(model));
        ObjectNode body = RequestJson.model(model).put("stream", false);
        http.ask(call, body.put("keep_alive", RequestJson.duration(time)), firstByteTimeout);
    }

    /** Completes a prompt. {@code parts} gets each piece as it comes, in this thread. */
    public OllamaAnswer generate(GenerateRequest request, Consumer<OllamaAnswer.Part> parts)
            throws InterruptedException {
        return answer("/api/generate", "generate with ", request.model(), RequestJson.generate(request), parts);
    }

    /** Writes the next turn of a conversation. {@code parts} gets each piece as it comes, in this thread. */
    public OllamaAnswer chat(ChatRequest request, Consumer<OllamaAnswer.Part> parts) throws InterruptedException {
        return answer("/api/chat", "chat with ", request.model(), RequestJson.chat(request), parts);
    }

    private OllamaAnswer answer(
            String path, String purpose, String model, JsonNode body, Consumer<OllamaAnswer.Part> parts)
            throws InterruptedException {
        Call call = call("POST", path, purpose + model, model);
        AnswerLines lines = new AnswerLines(parts);
        int count = http.stream(call, body, firstByteTimeout, lines);
        return lines.answer(call, count);
    }

    /**
     * What the model is really given for a conversation: the text that the server makes of it by TEMPLATE, SYSTEM and
     * MESSAGE. Loads the model, generates nothing.
     *
     * @throws OllamaException if the server is too old to tell (before 0.11.5)
     */
    public String renderedPrompt(ChatRequest request) throws InterruptedException {
        return rendered("/api/chat", request.model(), RequestJson.chat(request));
    }

    /** The same for a completion. */
    public String renderedPrompt(GenerateRequest request) throws InterruptedException {
        return rendered("/api/generate", request.model(), RequestJson.generate(request));
    }

    private String rendered(String path, String model, ObjectNode body) throws InterruptedException {
        Call call = call("POST", path, "render a prompt of " + model, model);
        body.put("stream", false).put("_debug_render_only", true);
        // A server that does not know the flag generates; let it be short.
        body.withObject("/options").put("num_predict", 1);
        JsonNode prompt =
                http.ask(call, body, firstByteTimeout).path("_debug_info").path("rendered_template");
        if (!prompt.isTextual()) {
            throw new OllamaException(
                    OllamaException.Reason.REFUSED,
                    200,
                    "",
                    call.asked() + " and generated instead, because it does not know _debug_render_only. Update it to"
                            + " Ollama 0.11.5 or newer.");
        }
        return prompt.asText();
    }

    /** The vectors of texts, by an embedding model. */
    public OllamaEmbeddings embed(String model, List<String> texts) throws InterruptedException {
        Call call = call("POST", "/api/embed", "embed with " + checked(model), model);
        ObjectNode body = RequestJson.model(model);
        texts.forEach(body.putArray("input")::add);
        return AnswerJson.embeddings(http.ask(call, body, firstByteTimeout));
    }

    /** Ends the requests that are under way in other threads, with an exception there. */
    @Override
    public void close() {
        http.close();
    }

    private JsonNode look(String path, String purpose) throws InterruptedException {
        return http.ask(call("GET", path, purpose, ""), null, lookTime());
    }

    private Duration lookTime() {
        return firstByteTimeout.compareTo(LONGEST_LOOK) < 0 ? firstByteTimeout : LONGEST_LOOK;
    }

    private Call call(String method, String path, String purpose, String model) {
        return new Call(server, method, path, purpose, model);
    }

    private static String checked(String name) {
        return ModelName.checked(name);
    }
}
