package org.aethercreator.kernel.jshell;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Changes bytecode so that a cell can be stopped in it ({@link StopChecks}): before each jump backwards, and in classes
 * of cells also at the start of each method. Calls that would end the JVM are refused. In classes of cells, line
 * numbers and the file name become those of the cell, so that every stack trace names them.
 */
final class CheckInserter {
    private static final Logger LOG = System.getLogger(CheckInserter.class.getName());
    private static final String CHECKS = StopChecks.class.getName().replace('.', '/');
    private static final int ASM = Opcodes.ASM9;

    private CheckInserter() {}

    /** For a class of a jar or folder. Code that cannot be changed is returned as it is. */
    static byte[] library(byte[] bytecode, String className) {
        return insert(bytecode, className, (reader, writer) -> new Inserter(writer));
    }

    /** For a class that JShell made. */
    static byte[] cell(byte[] bytecode, String className, CellLines lines, LiveVariables liveVariables) {
        return insert(bytecode, className, (reader, writer) -> {
            FirstLines firstLines = new FirstLines();
            reader.accept(firstLines, ClassReader.SKIP_FRAMES);
            return new CellInserter(writer, lines, firstLines.byMethod, liveVariables);
        });
    }

    private static byte[] insert(
            byte[] bytecode, String className, BiFunction<ClassReader, ClassWriter, ClassVisitor> visitor) {
        try {
            ClassReader reader = new ClassReader(bytecode);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(visitor.apply(reader, writer), 0);
            return writer.toByteArray();
        } catch (RuntimeException e) {
            // A method at the size limit, or a class file newer than ASM: it runs, only interrupts do not reach it.
            LOG.log(Level.DEBUG, () -> "Class " + className + " runs without stop checks", e);
            return bytecode;
        }
    }

    /** The line at which each method of a class begins, by name and descriptor. */
    private static final class FirstLines extends ClassVisitor {
        private final Map<String, Integer> byMethod = new HashMap<>();

        FirstLines() {
            super(ASM);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(ASM) {
                @Override
                public void visitLineNumber(int line, Label start) {
                    byMethod.putIfAbsent(name + descriptor, line);
                }
            };
        }
    }

    private static class Inserter extends ClassVisitor {
        Inserter(ClassWriter writer) {
            super(ASM, writer);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodInserter(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class CellInserter extends ClassVisitor {
        private final CellLines lines;
        private final Map<String, Integer> firstLines;
        private final LiveVariables liveVariables;
        private String className = "";

        CellInserter(
                ClassWriter writer, CellLines lines, Map<String, Integer> firstLines, LiveVariables liveVariables) {
            super(ASM, writer);
            this.lines = lines;
            this.firstLines = firstLines;
            this.liveVariables = liveVariables;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            className = name;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public void visitSource(@Nullable String source, @Nullable String debug) {
            super.visitSource(lines.fileName(), debug);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new CellMethodInserter(next, name, firstLines.getOrDefault(name + descriptor, 0));
        }

        private final class CellMethodInserter extends MethodInserter {
            private final String method;
            private final int firstLine;

            CellMethodInserter(MethodVisitor next, String method, int firstLine) {
                super(next);
                this.method = method;
                this.firstLine = firstLine;
            }

            @Override
            public void visitCode() {
                super.visitCode();
                // A static initializer that is stopped would leave its class unusable.
                if (!method.equals("<clinit>")) {
                    if (firstLine > 0) {
                        Label start = new Label();
                        super.visitLabel(start);
                        visitLineNumber(firstLine, start);
                    }
                    check();
                }
            }

            @Override
            public void visitLineNumber(int line, Label start) {
                super.visitLineNumber(lines.cellLine(line), start);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                liveVariables.note(className, method, owner, name);
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        }
    }

    private static class MethodInserter extends MethodVisitor {
        private final Set<Label> passed = new HashSet<>();

        MethodInserter(MethodVisitor next) {
            super(ASM, next);
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            checkIfBackwards(label);
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
            checkIfBackwards(dflt, labels);
            super.visitTableSwitchInsn(min, max, dflt, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
            checkIfBackwards(dflt, labels);
            super.visitLookupSwitchInsn(dflt, keys, labels);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals("java/lang/System") && name.equals("exit")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKS, "refuseExit", "(I)V", false);
            } else if (owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"))) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKS, "refuseExit", "(Ljava/lang/Runtime;I)V", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        private void checkIfBackwards(Label dflt, Label... labels) {
            boolean backwards = passed.contains(dflt);
            for (Label label : labels) {
                backwards |= passed.contains(label);
            }
            if (backwards) {
                check();
            }
        }

        /** Takes nothing from the stack and leaves nothing on it, so that stack map frames stay valid. */
        final void check() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKS, "pass", "()V", false);
        }
    }
}
