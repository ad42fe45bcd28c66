package dev.skydeck.messages.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.skydeck.messages.model.Problem;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;

/** Failures on the wire: the bus carries a number and a text; the text is this record as JSON. */
final class FailureWire {
    private record Form(String kind, String sentence, List<Problem> problems, String reason) {}

    private FailureWire() {}

    static String write(Failure failure) {
        List<Problem> problems = failure instanceof Failure.Invalid invalid ? invalid.problems() : List.of();
        String reason = failure instanceof Failure.Unavailable u ? u.reason().name() : "";
        Form form = new Form(failure.getClass().getSimpleName(), failure.sentence(), problems, reason);
        try {
            return WireMapper.mapper().writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a failure of strings cannot be written", e);
        }
    }

    static Failure read(String address, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (!(cause instanceof ReplyException reply)) {
            return new Failure.Broken("The request to " + address + " could not be sent: " + cause);
        }
        String text = String.valueOf(reply.getMessage());
        if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return new Failure.Unavailable(
                    Failure.Unavailable.Reason.ABSENT, "No process answers " + address + ": its role is not running.");
        }
        if (reply.failureType() == ReplyFailure.TIMEOUT) {
            return new Failure.Unavailable(Failure.Unavailable.Reason.TIMED_OUT, address + " gave no answer in time.");
        }
        if (reply.failureType() != ReplyFailure.RECIPIENT_FAILURE) {
            return new Failure.Broken("The request to " + address + " was not understood there: " + text);
        }
        return parse(text);
    }

    private static Failure parse(String text) {
        Form form;
        try {
            form = WireMapper.mapper().readValue(text, Form.class);
        } catch (JsonProcessingException e) {
            return new Failure.Broken(text);
        }
        return switch (form.kind()) {
            case "NotFound" -> new Failure.NotFound(form.sentence());
            case "Conflict" -> new Failure.Conflict(form.sentence());
            case "Outdated" -> new Failure.Outdated(form.sentence());
            case "Invalid" -> new Failure.Invalid(form.sentence(), form.problems());
            case "Unavailable" ->
                new Failure.Unavailable(Failure.Unavailable.Reason.valueOf(form.reason()), form.sentence());
            default -> new Failure.Broken(form.sentence());
        };
    }
}
