package org.aethercreator.kernel.jshell;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where code of cells can be stopped: {@link CheckInserter} puts a call of {@link #pass} into its loops and methods.
 *
 * <p>Why a mutable call site and not a volatile flag: while nothing is to be stopped, compiled code contains nothing of
 * the check, so that loops are still unrolled and vectorized. Changing the target makes the JVM drop that compiled code
 * at the next safepoint. Measured 2026-11-24 on a sum over an int array: 1.0 times the time without checks on JDK 17
 * and 25, against 1.1 (17) and 10 (25) with a volatile flag; an endless loop stops within 0.2 s.
 *
 * <p>Public because classes of cells call it.
 */
public final class StopChecks {
    private static final MethodType NO_ARGUMENTS = MethodType.methodType(void.class);
    private static final MutableCallSite SITE = new MutableCallSite(NO_ARGUMENTS);
    private static final MethodHandle INVOKER = SITE.dynamicInvoker();
    private static final MethodHandle GO_ON = MethodHandles.empty(NO_ARGUMENTS);
    private static final MethodHandle STOP_IF_ASKED = handle("stopIfAsked");

    private static final long RELEASE_AFTER_MILLIS = 3000;
    private static final Set<CellRun> STOPPING = ConcurrentHashMap.newKeySet();

    static {
        SITE.setTarget(GO_ON);
    }

    private StopChecks() {}

    /** Called by instrumented code. */
    public static void pass() {
        try {
            INVOKER.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("The targets throw nothing that is checked.", e);
        }
    }

    /** Called by instrumented code in place of {@link System#exit} and its like. */
    @SuppressWarnings("DoNotCallSuggester") // Only bytecode calls it.
    public static void refuseExit(int status) {
        throw new UnsupportedOperationException(
                "This cell called for the end of the Java process (exit status " + status
                        + "), which is the kernel: all variables would be lost. To end it, shut the kernel down from the"
                        + " notebook's menu; to end a cell early, throw an exception.");
    }

    /** Called by instrumented code in place of {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void refuseExit(Runtime runtime, int status) {
        refuseExit(status);
    }

    /** From now on the threads of {@code run} stop wherever they pass a check. */
    static synchronized void stop(CellRun run) {
        STOPPING.add(run);
        aim(STOP_IF_ASKED);
    }

    /**
     * No longer stops the threads that {@code run} has left behind. Those that compute have passed a check by then;
     * those that wait may go on.
     */
    static void releaseSoon(CellRun run) {
        Thread timer = new Thread(
                () -> {
                    try {
                        Thread.sleep(RELEASE_AFTER_MILLIS);
                    } catch (InterruptedException e) {
                        // Nobody interrupts it; then it is soon enough.
                    }
                    release(run);
                },
                "stop-checks");
        timer.setDaemon(true);
        timer.start();
    }

    static synchronized void release(CellRun run) {
        if (STOPPING.remove(run) && STOPPING.isEmpty()) {
            aim(GO_ON);
        }
    }

    private static void aim(MethodHandle target) {
        SITE.setTarget(target);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }

    @SuppressWarnings("UnusedMethod") // It is STOP_IF_ASKED.
    private static void stopIfAsked() {
        CellRun run = CurrentCell.get();
        if (run != null && STOPPING.contains(run)) {
            throw new CellStopped();
        }
    }

    private static MethodHandle handle(String method) {
        try {
            return MethodHandles.lookup().findStatic(StopChecks.class, method, NO_ARGUMENTS);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
