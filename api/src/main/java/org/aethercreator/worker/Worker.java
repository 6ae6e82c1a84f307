package org.aethercreator.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Java process that works for this one, and ends when this one does.
 *
 * <p>Usable by several threads; the worker does one request after the other. The one who starts it closes it.
 */
public final class Worker implements AutoCloseable {
    private static final Set<Worker> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Worker::kill), "end-workers"));
    }

    private final Path folder;
    private final Process process;
    private final SocketChannel channel;
    private final LogRing log;
    private final Thread drain;
    private final ProcessMemory memory;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, PendingCall> calls = new ConcurrentHashMap<>();
    /** Writes for the callers, because a write by an interrupted thread would close the channel. */
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Worker::writerThread,
            new ThreadPoolExecutor.DiscardPolicy()); // after the end: nobody reads any more

    private volatile boolean closed;
    private volatile @Nullable Death death;

    private record Death(int exitCode, List<String> log) {}

    private Worker(Path folder, Process process, SocketChannel channel, LogRing log, Thread drain) {
        this.folder = folder;
        this.process = process;
        this.channel = channel;
        this.log = log;
        this.drain = drain;
        this.memory = new ProcessMemory(process.pid());
    }

    /**
     * Starts a process and waits until its service is there.
     *
     * @throws WorkerDiedException if the process ends before that; its log says why
     * @throws IOException if no process can be started
     */
    public static Worker start(WorkerOptions options) throws IOException, InterruptedException {
        Path folder = PrivateFolder.create();
        Process process = null;
        boolean started = false;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(PrivateFolder.socketIn(folder));
            process = WorkerProcess.start(options, folder);
            LogRing log = new LogRing();
            Process child = process;
            Thread drain = daemon("worker-log", () -> {
                log.drain(child.getInputStream());
                closeQuietly(server); // a process that ended will not connect any more
            });
            Worker worker = new Worker(folder, process, accept(server, process, log, drain), log, drain);
            worker.awaitReady();
            started = true;
            return worker;
        } finally {
            if (!started) {
                if (process != null) {
                    process.destroyForcibly().onExit().join();
                }
                PrivateFolder.delete(folder);
            }
        }
    }

    private static SocketChannel accept(ServerSocketChannel server, Process process, LogRing log, Thread drain)
            throws IOException, InterruptedException {
        try {
            return server.accept();
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("cancelled while a worker process started");
        } catch (ClosedChannelException e) {
            drain.join(TimeUnit.SECONDS.toMillis(5));
            throw new WorkerDiedException(process.waitFor(), log.lines());
        }
    }

    private void awaitReady() throws InterruptedException {
        PendingCall ready = new PendingCall();
        calls.put(0L, ready);
        LIVING.add(this);
        daemon("worker-reader", this::read);
        try {
            ready.take();
        } finally {
            calls.remove(0L);
        }
    }

    /**
     * Has the worker do something and waits for it. If the calling thread is interrupted, the request is cancelled; a
     * worker that does not stop within five seconds is killed.
     *
     * @param body becomes the request's JSON, by Jackson
     * @param onPart takes the streamed parts of the answer, on the calling thread
     * @throws InterruptedException after the worker has stopped
     * @throws WorkerErrorException if it could not be done
     * @throws WorkerDiedException if the process ended
     * @throws IllegalStateException if this worker is closed
     */
    public <R> R call(String operation, Object body, ByteBuffer payload, Class<R> result, Consumer<WorkerPart> onPart)
            throws InterruptedException {
        long id = lastId.incrementAndGet();
        PendingCall call = new PendingCall();
        calls.put(id, call);
        try {
            throwIfOver();
            post(new Frame(id, Frame.Kind.REQUEST, operation, Frame.JSON.valueToTree(body), payload));
            return new WorkerPart(await(id, call, onPart).body()).as(result);
        } finally {
            calls.remove(id);
        }
    }

    private Frame await(long id, PendingCall call, Consumer<WorkerPart> onPart) throws InterruptedException {
        try {
            while (true) {
                Frame frame = call.take();
                if (frame.kind() != Frame.Kind.PART) {
                    return PendingCall.resultOf(frame);
                }
                onPart.accept(new WorkerPart(frame.body()));
            }
        } finally {
            if (!call.hasEnded()) { // interrupted, or the consumer threw
                post(Frame.of(id, Frame.Kind.CANCEL));
                if (!call.awaitEnd()) {
                    kill();
                }
            }
        }
    }

    /** Resident memory of the process. */
    public WorkerMemory memory() {
        throwIfOver();
        try {
            return memory.read();
        } catch (IOException e) {
            throw died();
        }
    }

    /** The last lines that the process wrote to its output or error output, oldest first. */
    public List<String> log() {
        return log.lines();
    }

    /** The operating system's number of the process. */
    public long processId() {
        return process.pid();
    }

    /** Whether the process can still be called. */
    public boolean isAlive() {
        return !closed && death == null && process.isAlive();
    }

    /** Ends the process; whatever it is doing is given up. Waits until it is gone. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kill();
        }
        process.onExit().join();
        PrivateFolder.delete(folder);
    }

    private void kill() {
        process.destroyForcibly();
        PrivateFolder.delete(folder);
    }

    private void post(Frame frame) {
        writer.execute(() -> {
            try {
                frame.write(channel);
            } catch (IOException e) {
                process.destroyForcibly(); // the reader sees the end and tells the callers
            }
        });
    }

    private void read() {
        try (channel) {
            for (Frame frame = Frame.read(channel); frame != null; frame = Frame.read(channel)) {
                PendingCall call = calls.get(frame.id());
                if (call != null) {
                    call.put(frame);
                }
            }
        } catch (IOException e) {
            log.add("(connection lost: " + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    /** The socket has ended, so the process has, or is not of use any more. */
    private void end() {
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            int exitCode = process.waitFor();
            drain.join(TimeUnit.SECONDS.toMillis(2));
            death = new Death(exitCode, log.lines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        }
        LIVING.remove(this);
        writer.shutdown();
        PrivateFolder.delete(folder); // before the callers hear of the end: then nothing is left
        calls.values().forEach(call -> call.fail(this::over));
    }

    private void throwIfOver() {
        if (closed || death != null) {
            throw over();
        }
    }

    private RuntimeException over() {
        return closed ? new IllegalStateException("the worker is closed; start another one") : died();
    }

    private WorkerDiedException died() {
        Death how = death;
        return how != null
                ? new WorkerDiedException(how.exitCode(), how.log())
                : new WorkerDiedException(process.onExit().join().exitValue(), log.lines());
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread writerThread(Runnable task) {
        Thread thread = new Thread(task, "worker-writer");
        thread.setDaemon(true);
        return thread;
    }

    private static void closeQuietly(ServerSocketChannel server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
