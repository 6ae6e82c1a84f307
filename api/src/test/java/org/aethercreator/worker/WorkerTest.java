package org.aethercreator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Runs in the worker process. */
    static final class Service implements WorkerService {
        @Override
        public Object handle(WorkerRequest request) throws Exception {
            switch (request.operation()) {
                case "add" -> {
                    int[] numbers = request.body(int[].class);
                    return numbers[0] + numbers[1];
                }
                case "length" -> {
                    return request.payload().remaining();
                }
                case "property" -> {
                    return String.valueOf(System.getProperty(request.body(String.class)));
                }
                case "environment" -> {
                    return String.valueOf(System.getenv(request.body(String.class)));
                }
                case "count" -> {
                    for (int i = 1; i <= request.body(Integer.class); i++) {
                        request.send(i);
                    }
                    return "counted";
                }
                case "until cancelled" -> {
                    CountDownLatch cancelled = new CountDownLatch(1);
                    request.onCancel(cancelled::countDown);
                    request.send("waiting");
                    cancelled.await();
                    throw new CancellationException();
                }
                case "deaf" -> {
                    request.send("waiting");
                    Thread.sleep(Duration.ofMinutes(10).toMillis());
                    return "";
                }
                case "print" -> {
                    System.out.println("to the output");
                    System.err.println("to the error output");
                    return "";
                }
                case "exit" -> {
                    System.err.println("last words");
                    Runtime.getRuntime().halt(request.body(Integer.class));
                    return "";
                }
                case "refuse" -> throw new IllegalArgumentException("not this");
                case "fail" -> throw new IOException("disk is full");
                default -> throw new UnsupportedOperationException(request.operation());
            }
        }
    }

    /** Does not get as far as to serve. */
    static final class BrokenService implements WorkerService {
        BrokenService() {
            throw new IllegalStateException("broken from the start");
        }

        @Override
        public Object handle(WorkerRequest request) {
            return "";
        }
    }

    private Worker worker;

    @BeforeEach
    void start() throws Exception {
        worker = Worker.start(WorkerOptions.of(Service.class)
                .withHeapMebibytes(32)
                .withEnvironment(java.util.Map.of("COLOUR", "grün")));
    }

    @AfterEach
    void close() throws Exception {
        worker.close();
        assertThat(ProcessHandle.of(worker.processId())).isEmpty();
        assertThat(folders()).isEmpty();
    }

    @Test
    void answers() throws Exception {
        assertThat(call("add", new int[] {2, 40}, Integer.class)).isEqualTo(42);
        assertThat(worker.call("length", "", ByteBuffer.allocate(3_000_000), Integer.class, part -> {}))
                .isEqualTo(3_000_000);
        assertThat(call("property", "java.awt.headless", String.class)).isEqualTo("true");
        assertThat(call("environment", "COLOUR", String.class)).isEqualTo("grün");
        assertThat(worker.isAlive()).isTrue();
    }

    @Test
    void classPathIsOnlyWhatWasListed() throws Exception {
        assertThat(call("property", "java.class.path", String.class))
                .contains("jackson-databind")
                .doesNotContain("junit", "assertj");
    }

    @Test
    void partsArriveInOrderBeforeTheResult() throws Exception {
        List<Integer> parts = new ArrayList<>();
        String result = worker.call("count", 1000, NOTHING, String.class, part -> parts.add(part.as(Integer.class)));
        assertThat(result).isEqualTo("counted");
        assertThat(parts).hasSize(1000).isSorted().startsWith(1).endsWith(1000);
    }

    @Test
    void outputGoesIntoTheLogOnly() throws Exception {
        call("print", "", String.class);
        worker.close(); // so that all output has been read
        assertThat(worker.log()).contains("to the output", "to the error output");
    }

    @Test
    void errorsKeepTheirKindAndTheWorkerLivesOn() throws Exception {
        WorkerErrorException refused =
                catchThrowableOfType(WorkerErrorException.class, () -> call("refuse", "", String.class));
        assertThat(refused).hasMessage("not this");
        assertThat(refused.kind()).isEqualTo(WorkerErrorException.Kind.ARGUMENT);
        WorkerErrorException failed =
                catchThrowableOfType(WorkerErrorException.class, () -> call("fail", "", String.class));
        assertThat(failed).hasMessage("disk is full");
        assertThat(failed.kind()).isEqualTo(WorkerErrorException.Kind.INPUT_OUTPUT);
        WorkerErrorException unknown =
                catchThrowableOfType(WorkerErrorException.class, () -> call("dance", "", String.class));
        assertThat(unknown).hasMessage("UnsupportedOperationException: dance");
        assertThat(call("add", new int[] {1, 2}, Integer.class)).isEqualTo(3);
    }

    @Test
    void interruptCancelsTheRequestAndTheWorkerLivesOn() throws Exception {
        assertThatThrownBy(
                        () -> worker.call("until cancelled", "", NOTHING, String.class, part -> Thread.currentThread()
                                .interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(call("add", new int[] {1, 2}, Integer.class)).isEqualTo(3);
    }

    @Test
    void consumerThatThrowsCancelsTheRequest() throws Exception {
        assertThatThrownBy(() -> worker.call("until cancelled", "", NOTHING, String.class, part -> {
                    throw new ArithmeticException("enough");
                }))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("enough");
        assertThat(call("add", new int[] {1, 2}, Integer.class)).isEqualTo(3);
    }

    @Test
    void workerThatDoesNotHearACancelIsKilled() throws Exception {
        assertThatThrownBy(() -> worker.call("deaf", "", NOTHING, String.class, part -> Thread.currentThread()
                        .interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> call("add", new int[] {1, 2}, Integer.class)).isInstanceOf(WorkerDiedException.class);
    }

    @Test
    void requestsOfTwoThreadsAreDoneOneAfterTheOther() throws Exception {
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> {
            try {
                return worker.call("count", 500, NOTHING, String.class, part -> {});
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(call("add", new int[] {1, 2}, Integer.class)).isEqualTo(3);
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo("counted");
    }

    @Test
    void deathIsToldWithExitCodeAndLog() throws Exception {
        WorkerDiedException died = catchThrowableOfType(WorkerDiedException.class, () -> call("exit", 3, String.class));
        assertThat(died).hasMessage("the worker process ended with exit code 3");
        assertThat(died.exitCode()).isEqualTo(3);
        assertThat(died.log()).endsWith("last words");
        assertThatThrownBy(() -> call("add", new int[] {1, 2}, Integer.class)).isInstanceOf(WorkerDiedException.class);
        assertThatThrownBy(() -> worker.memory()).isInstanceOf(WorkerDiedException.class);
        assertThat(worker.isAlive()).isFalse();
        assertThat(folders()).isEmpty();
    }

    @Test
    void signalIsNamed() {
        WorkerDiedException died = catchThrowableOfType(
                WorkerDiedException.class,
                () -> worker.call(
                        "until cancelled", "", NOTHING, String.class, part -> ProcessHandle.of(worker.processId())
                                .orElseThrow()
                                .destroyForcibly()));
        assertThat(died)
                .hasMessage("the worker process was ended by SIGKILL (another program killed it, or memory ran out)");
        assertThat(died.exitCode()).isEqualTo(137);
    }

    @Test
    void closeIsIdempotentAndUseAfterItIsRefused() throws Exception {
        worker.close();
        worker.close();
        assertThatThrownBy(() -> call("add", new int[] {1, 2}, Integer.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the worker is closed; start another one");
    }

    @Test
    void closeEndsACallUnderWay() {
        assertThatThrownBy(() -> worker.call("deaf", "", NOTHING, String.class, part -> worker.close()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void folderOfTheSocketIsPrivate() throws Exception {
        assertThat(folders()).hasSize(1);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folders().get(0))))
                .isEqualTo("rwx------");
    }

    @Test
    void peakMemoryIsAtLeastTheCurrent() {
        WorkerMemory memory = worker.memory();
        assertThat(memory.residentBytes()).isGreaterThan(10L << 20);
        assertThat(memory.peakResidentBytes()).isGreaterThanOrEqualTo(memory.residentBytes());
    }

    @Test
    void serviceThatCannotStartIsToldWithItsReason() {
        WorkerDiedException died = catchThrowableOfType(
                WorkerDiedException.class, () -> Worker.start(WorkerOptions.of(BrokenService.class)));
        assertThat(died.log()).anyMatch(line -> line.contains("broken from the start"));
    }

    private <R> R call(String operation, Object body, Class<R> result) throws InterruptedException {
        return worker.call(operation, body, NOTHING, result, part -> {});
    }

    private static List<Path> folders() throws IOException {
        String prefix = "aethercreator-worker-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> children = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return children.filter(child -> child.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
