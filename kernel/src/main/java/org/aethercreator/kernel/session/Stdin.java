package org.aethercreator.kernel.session;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.aethercreator.kernel.protocol.Author;
import org.aethercreator.kernel.protocol.InputReply;
import org.aethercreator.kernel.protocol.InputRequest;
import org.aethercreator.kernel.protocol.Message;
import org.jspecify.annotations.Nullable;

/** Questions of cells to the user, one at a time. */
final class Stdin {
    private static final System.Logger LOGGER = System.getLogger(Stdin.class.getName());

    private final Author author;
    private final Consumer<Message<?>> sender;
    private final ReentrantLock oneQuestion = new ReentrantLock();
    private volatile @Nullable Question waiting;

    Stdin(Author author, Consumer<Message<?>> sender) {
        this.author = author;
        this.sender = sender;
    }

    /** Sends the question to who sent {@code execute}, and waits for the line, without its end. */
    String ask(Message<?> execute, String prompt, boolean password) throws InterruptedException {
        oneQuestion.lockInterruptibly();
        try {
            Message<InputRequest> request = author.ask(execute, new InputRequest(prompt, password));
            Question question = new Question(request, new CompletableFuture<>());
            waiting = question;
            sender.accept(request);
            return question.answer().get();
        } catch (ExecutionException e) {
            throw (InterruptedException) new InterruptedException("The question was interrupted.").initCause(e);
        } finally {
            waiting = null;
            oneQuestion.unlock();
        }
    }

    /** Takes the user's line. An answer to an older question is dropped, one that names no question is taken. */
    void answer(Message<?> message, InputReply reply) {
        Question question = waiting;
        if (question == null || !question.isAnsweredBy(message)) {
            LOGGER.log(Level.WARNING, "Dropped an input_reply to which no cell waits");
            return;
        }
        question.answer().complete(reply.value());
    }

    /** Ends a waiting {@link #ask} with an {@link InterruptedException}. */
    void interrupt() {
        Question question = waiting;
        if (question != null) {
            question.answer().completeExceptionally(new InterruptedException());
        }
    }

    private record Question(Message<InputRequest> request, CompletableFuture<String> answer) {
        /** Front ends name the question, the cell that asks it, or nothing as the parent of their answer. */
        boolean isAnsweredBy(Message<?> message) {
            if (message.parent() == null) {
                return true;
            }
            String parent = message.parent().messageId();
            return parent.equals(request.header().messageId())
                    || (request.parent() != null
                            && parent.equals(request.parent().messageId()));
        }
    }
}
