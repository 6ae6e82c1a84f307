package org.aethercreator.kernel.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what JShell compiled, in this JVM. JShell itself passes values and exceptions on as strings; here they are kept
 * as they are, for {@link JavaShell} to take.
 */
final class CellControl implements ExecutionControl {
    private final CellClassLoader loader;
    private final Function<String, CellLines> lines;
    private final Map<String, byte[]> loaded = new LinkedHashMap<>();
    private final LiveVariables liveVariables;
    private final Caller caller;
    private @Nullable Object value;
    private @Nullable Throwable thrown;
    private @Nullable Field field;

    /** Calls on the current thread. */
    static final Caller HERE = method -> method.invoke(null);

    /** Calls a method without parameters. */
    interface Caller {
        @Nullable
        Object call(Method method) throws Throwable;
    }

    CellControl(CellClassLoader loader, Function<String, CellLines> lines, LiveVariables liveVariables, Caller caller) {
        this.loader = loader;
        this.lines = lines;
        this.liveVariables = liveVariables;
        this.caller = caller;
    }

    /** What the last call returned, once. */
    @Nullable
    Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    /** What the last call threw, once. */
    @Nullable
    Throwable takeThrown() {
        Throwable taken = thrown;
        thrown = null;
        return taken;
    }

    /** The variable that {@link #varValue} was asked for last, once. */
    @Nullable
    Field takeField() {
        Field taken = field;
        field = null;
        return taken;
    }

    /** Only keeps them: JShell tells the lines of a snippet when all that belongs to it has been compiled. */
    @Override
    public void load(ClassBytecodes[] classes) {
        for (ClassBytecodes made : classes) {
            loaded.put(made.name(), made.bytecodes());
        }
    }

    /** Hands the classes that were loaded since the last time to the class loader. */
    void declareLoaded() {
        loaded.forEach((name, bytecode) ->
                loader.declare(name, CheckInserter.cell(bytecode, name, lines.apply(name), liveVariables)));
        loaded.clear();
    }

    /** Has JShell wrap the changed snippet in a new class instead. */
    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        throw new NotImplementedException("Classes are replaced, not redefined.");
    }

    @Override
    public String invoke(String className, String methodName) throws RunException, InternalException {
        value = null;
        thrown = null;
        declareLoaded();
        try {
            Method method = loader.loadClass(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
            value = caller.call(method);
            return "";
        } catch (InvocationTargetException e) {
            throw converted(e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) {
            throw converted(e);
        }
    }

    private RunException converted(Throwable e) {
        thrown = e;
        StackTraceElement[] unused = new StackTraceElement[0];
        if (e instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), unused);
        }
        return new UserException("", e.getClass().getName(), unused);
    }

    @Override
    public String varValue(String className, String varName) throws InternalException {
        try {
            Field found = loader.loadClass(className).getDeclaredField(varName);
            found.setAccessible(true);
            field = found;
            return "";
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public void addToClasspath(String path) {
        // JavaShell has added it to the loader already.
    }

    @Override
    public void stop() {
        // StopChecks and CellThread stop cells.
    }

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException("Unknown command: " + command);
    }

    @Override
    public void close() {
        // JavaShell closes the loader.
    }
}
