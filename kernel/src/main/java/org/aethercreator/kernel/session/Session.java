package org.aethercreator.kernel.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.aethercreator.kernel.channel.Channel;
import org.aethercreator.kernel.channel.Channels;
import org.aethercreator.kernel.protocol.AbortedReply;
import org.aethercreator.kernel.protocol.Author;
import org.aethercreator.kernel.protocol.CommClose;
import org.aethercreator.kernel.protocol.CommMsg;
import org.aethercreator.kernel.protocol.CommOpen;
import org.aethercreator.kernel.protocol.ConnectionFile;
import org.aethercreator.kernel.protocol.Content;
import org.aethercreator.kernel.protocol.ExecuteErrorReply;
import org.aethercreator.kernel.protocol.ExecuteRequest;
import org.aethercreator.kernel.protocol.InputReply;
import org.aethercreator.kernel.protocol.InterruptReply;
import org.aethercreator.kernel.protocol.InterruptRequest;
import org.aethercreator.kernel.protocol.KernelInfoReply;
import org.aethercreator.kernel.protocol.KernelInfoRequest;
import org.aethercreator.kernel.protocol.Message;
import org.aethercreator.kernel.protocol.ShutdownReply;
import org.aethercreator.kernel.protocol.ShutdownRequest;
import org.aethercreator.kernel.protocol.Status;
import org.jspecify.annotations.Nullable;

/**
 * One run of a kernel: answers the front ends of a connection until one of them shuts it down. Cells run on one thread,
 * completion and other questions on a second one, and what must never wait (kernel_info, interrupt, shutdown) on the
 * thread of its socket.
 */
public final class Session implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Session.class.getName());
    private static final String IMPLEMENTATION = "aethercreator";

    private final Interpreter interpreter;
    private final Author author = new Author();
    private final Channels channels;
    private final Exchange exchange;
    private final Stdin stdin;
    private final CellRunner runner;
    private final Queries queries;
    private final CellQueue cells = new CellQueue();
    private final ExecutorService questions = Executors.newSingleThreadExecutor(daemon("kernel-questions"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("kernel-output"));
    private final CompletableFuture<Boolean> shutdown = new CompletableFuture<>();

    private Session(ConnectionFile connection, Supplier<? extends Interpreter> language) throws IOException {
        this.channels = Channels.bind(connection, author, this::received);
        channels.publish(author.publish(null, Status.STARTING));
        this.interpreter = language.get();
        this.exchange = new Exchange(channels, author);
        this.stdin = new Stdin(author, message -> channels.send(Channel.STDIN, message));
        History history = new MemoryHistory();
        this.runner = new CellRunner(interpreter, channels, author, stdin, history, timer);
        this.queries = new Queries(interpreter, history);
    }

    /**
     * Binds the sockets and begins to answer.
     *
     * @param language called once the sockets are bound, so that starting it delays no answer; what it returns need not
     *     be ready yet, and is closed with the session
     * @throws IOException if a port is taken
     */
    public static Session start(ConnectionFile connection, Supplier<? extends Interpreter> language)
            throws IOException {
        Session session = new Session(connection, language);
        session.cells.start();
        session.channels.start();
        return session;
    }

    /** Waits until a front end asks the kernel to exit; returns whether it will start another one. */
    public boolean awaitShutdown() throws InterruptedException {
        try {
            return shutdown.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nobody fails it", e);
        }
    }

    /**
     * Sends what waits, closes the sockets and gives up the language. A cell that runs is interrupted, none follows.
     */
    @Override
    public void close() {
        cells.removeCells();
        interpreter.interrupt();
        stdin.interrupt();
        questions.shutdownNow();
        timer.shutdown();
        channels.close();
        interpreter.close();
    }

    private void received(Channel channel, Message<Content> message) {
        Content content = message.content();
        if (content instanceof InputReply reply) {
            stdin.answer(message, reply);
        } else if (content instanceof KernelInfoRequest) {
            exchange.handle(channel, message, this::kernelInfo);
        } else if (content instanceof InterruptRequest) {
            exchange.handle(channel, message, this::interrupt);
        } else if (content instanceof ShutdownRequest request) {
            exchange.handle(channel, message, () -> announceShutdown(message, request));
            shutdown.complete(request.restart());
        } else if (content instanceof ExecuteRequest request) {
            cells.add(new CellQueue.Task(
                    () -> run(channel, message, request), () -> exchange.handle(channel, message, AbortedReply::new)));
        } else if (isComm(content)) {
            cells.add(new CellQueue.Task(() -> exchange.handle(channel, message, () -> comm(message)), null));
        } else if (message.isRequest()) {
            ask(channel, message);
        } else {
            LOGGER.log(Level.WARNING, "Ignored a message of the kind " + message.type());
        }
    }

    private void ask(Channel channel, Message<?> message) {
        try {
            questions.execute(() -> exchange.handle(channel, message, () -> queries.answer(message)));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, "Too late for {0}: the kernel is exiting", message.type());
        }
    }

    private KernelInfoReply kernelInfo() {
        LanguageInfo language = interpreter.language();
        String version = Session.class.getPackage().getImplementationVersion();
        return new KernelInfoReply(
                Author.PROTOCOL_VERSION,
                IMPLEMENTATION,
                Objects.requireNonNullElse(version, "development"),
                new KernelInfoReply.Language(
                        language.name(),
                        language.version(),
                        language.mimetype(),
                        language.fileExtension(),
                        language.pygmentsLexer(),
                        language.codemirrorMode(),
                        "script"),
                language.banner(),
                false,
                List.of(),
                List.of());
    }

    private InterruptReply interrupt() {
        interpreter.interrupt();
        stdin.interrupt();
        return new InterruptReply();
    }

    /** Other front ends of the kernel learn of the shutdown on iopub. */
    private ShutdownReply announceShutdown(Message<?> message, ShutdownRequest request) {
        ShutdownReply reply = new ShutdownReply(request.restart());
        exchange.publish(message, reply);
        return reply;
    }

    private void run(Channel channel, Message<?> message, ExecuteRequest request) {
        List<Runnable> aborts = new ArrayList<>();
        exchange.handle(channel, message, () -> {
            Content reply = runner.run(message, request);
            if (reply instanceof ExecuteErrorReply && request.stopOnError()) {
                // Before the reply goes out: what a front end sends because of it is not to be aborted.
                aborts.addAll(cells.removeCells());
            }
            return reply;
        });
        aborts.forEach(Runnable::run);
    }

    private static boolean isComm(Content content) {
        return content instanceof CommOpen || content instanceof CommMsg || content instanceof CommClose;
    }

    /** There are no comm targets yet; the specification asks to close a comm whose target is unknown. */
    private @Nullable Content comm(Message<?> message) {
        if (message.content() instanceof CommOpen open) {
            exchange.publish(message, new CommClose(open.commId(), Map.of()));
        }
        return null;
    }

    private static ThreadFactory daemon(String name) {
        return action -> {
            Thread thread = new Thread(action, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
