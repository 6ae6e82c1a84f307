package org.aethercreator.kernel.jshell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.aethercreator.kernel.session.CellSession;

/**
 * {@code System.out}, {@code err} and {@code in} of cells. They are replaced once for the JVM; each thread's output
 * goes to its cell ({@link CurrentCell}), that of the kernel's own threads to the terminal as before.
 */
final class StandardStreams {
    private static boolean installed;

    private StandardStreams() {}

    static synchronized void install() {
        if (installed) {
            return;
        }
        installed = true;
        System.setOut(printer(CellSession::standardOutput, System.out));
        System.setErr(printer(CellSession::standardError, System.err));
        System.setIn(new Input(System.in));
    }

    private static PrintStream printer(Function<CellSession, OutputStream> ofCell, PrintStream terminal) {
        return new PrintStream(new Router(ofCell, terminal), false, StandardCharsets.UTF_8);
    }

    private static final class Router extends OutputStream {
        private final Function<CellSession, OutputStream> ofCell;
        private final OutputStream terminal;

        Router(Function<CellSession, OutputStream> ofCell, OutputStream terminal) {
            this.ofCell = ofCell;
            this.terminal = terminal;
        }

        private OutputStream target() {
            CellRun run = CurrentCell.get();
            return run == null ? terminal : ofCell.apply(run.session());
        }

        @Override
        public void write(int b) throws IOException {
            target().write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            target().flush();
        }
    }

    /** Asks the user for a line whenever the last one has been read. */
    private static final class Input extends InputStream {
        private final InputStream terminal;
        private byte[] line = {};
        private int next;

        Input(InputStream terminal) {
            this.terminal = terminal;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            CellRun run = CurrentCell.get();
            if (run == null) {
                return terminal.read(bytes, offset, length);
            }
            return length == 0 ? 0 : readLine(run, bytes, offset, length);
        }

        private synchronized int readLine(CellRun run, byte[] bytes, int offset, int length) throws IOException {
            if (next == line.length) {
                line = ask(run.session()).getBytes(Charset.defaultCharset());
                next = 0;
            }
            int count = Math.min(length, line.length - next);
            System.arraycopy(line, next, bytes, offset, count);
            next += count;
            return count;
        }

        private static String ask(CellSession session) throws IOException {
            System.out.flush();
            try {
                return session.readLine("", false) + "\n";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("The cell was interrupted while it waited for input.");
            } catch (IOException e) {
                // Said here, for Scanner hides the reason.
                System.err.println(e.getMessage());
                throw e;
            }
        }

        @Override
        public synchronized int available() throws IOException {
            return CurrentCell.get() == null ? terminal.available() : line.length - next;
        }
    }
}
