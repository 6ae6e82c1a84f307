package org.aethercreator.worker;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What runs in the worker process: one thread reads messages, another does the work.
 *
 * <p>The reading thread is the watchdog: the socket ends when the parent does, by whatever means, and then the process
 * halts, in the middle of native work too.
 */
final class WorkerMain {
    /** Native code is written for the main thread of a C program; Java's default is an eighth of that. */
    private static final long STACK_BYTES = 8L << 20;

    private final WorkerService service;
    private final WorkerConnection connection;
    private final Map<Long, WorkerRequest> requests = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(null, task, "work", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    });

    private WorkerMain(WorkerService service, WorkerConnection connection) {
        this.service = service;
        this.connection = connection;
    }

    /** {@code arguments}: the private folder, the service's class. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int exitCode = 0;
        try (SocketChannel channel = SocketChannel.open(PrivateFolder.socketIn(folder))) {
            serve(channel, arguments[1]);
        } catch (Throwable e) { // for the parent's log; nobody else would print it before the halt
            e.printStackTrace();
            exitCode = 1;
        } finally {
            PrivateFolder.delete(folder);
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void serve(SocketChannel channel, String serviceClass)
            throws IOException, ReflectiveOperationException {
        Constructor<? extends WorkerService> constructor =
                Class.forName(serviceClass).asSubclass(WorkerService.class).getDeclaredConstructor();
        constructor.setAccessible(true); // services are hidden in their packages
        WorkerConnection connection = new WorkerConnection(channel);
        WorkerMain worker = new WorkerMain(constructor.newInstance(), connection);
        connection.send(Frame.of(0, Frame.Kind.READY));
        try {
            worker.read(channel);
        } finally {
            worker.service.abandon();
        }
    }

    private void read(SocketChannel channel) throws IOException {
        for (Frame frame = Frame.read(channel); frame != null; frame = Frame.read(channel)) {
            if (frame.kind() == Frame.Kind.REQUEST) {
                WorkerRequest request = new WorkerRequest(frame, connection);
                requests.put(frame.id(), request);
                work.execute(() -> answer(request));
            } else if (frame.kind() == Frame.Kind.CANCEL) {
                WorkerRequest request = requests.get(frame.id());
                if (request != null) {
                    request.cancel();
                }
            }
        }
    }

    private void answer(WorkerRequest request) {
        Frame answer;
        try {
            request.throwIfCancelled();
            answer = Frame.of(request.id(), Frame.Kind.RESULT, service.handle(request));
        } catch (Throwable e) { // whatever it is, the caller must hear of it
            answer = error(request.id(), e);
        }
        request.end();
        requests.remove(request.id());
        connection.send(answer);
    }

    private static Frame error(long id, Throwable e) {
        WorkerErrorException.Kind kind = WorkerErrorException.Kind.FAILURE;
        String message = String.valueOf(e.getMessage());
        if (e instanceof WorkerErrorException known) {
            kind = known.kind();
        } else if (e instanceof CancellationException) {
            kind = WorkerErrorException.Kind.CANCELLED;
        } else if (e instanceof IllegalArgumentException) {
            kind = WorkerErrorException.Kind.ARGUMENT;
        } else if (e instanceof IOException) {
            kind = WorkerErrorException.Kind.INPUT_OUTPUT;
        } else {
            e.printStackTrace();
            message = e.getClass().getSimpleName() + ": " + message;
        }
        return new Frame(id, Frame.Kind.ERROR, kind.name(), Frame.JSON.valueToTree(message), Frame.NO_PAYLOAD);
    }
}
