package dev.skydeck.messages.model;

import java.util.regex.Pattern;

/**
 * The value of one flag. Numbers keep the exact text the user wrote, so that {@code 1e-4}, {@code 1.0} and integers
 * beyond 2^53 reach the job's command line unchanged. Equality is textual: {@code 1.0} is not {@code 1.00}.
 */
public sealed interface FlagValue {

    /** The text that follows {@code name=} on the job's command line, unquoted. */
    String commandText();

    /** Any text, at most 64 KiB, without NUL. */
    record Text(String value) implements FlagValue {
        /** @throws IllegalArgumentException if the text holds NUL or is longer than 65,536 characters */
        public Text {
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a flag's text must not hold the character NUL");
            }
            if (value.length() > 65_536) {
                throw new IllegalArgumentException("a flag's text has at most 65,536 characters");
            }
        }

        @Override
        public String commandText() {
            return value;
        }
    }

    /** A boolean; written in lower case on the command line. */
    record Bool(boolean value) implements FlagValue {
        @Override
        public String commandText() {
            return Boolean.toString(value);
        }
    }

    /** A JSON integer literal of any length, as written. */
    record Int(String literal) implements FlagValue {
        private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,999})");

        /** @throws IllegalArgumentException if the literal is no JSON integer */
        public Int {
            if (!FORM.matcher(literal).matches()) {
                throw new IllegalArgumentException("not a JSON integer: " + literal);
            }
        }

        @Override
        public String commandText() {
            return literal;
        }
    }

    /** A JSON number literal with a fraction or an exponent, as written. */
    record Dec(String literal) implements FlagValue {
        private static final Pattern FORM =
                Pattern.compile("-?(0|[1-9][0-9]{0,499})(\\.[0-9]{1,499})?([eE][+-]?[0-9]{1,9})?");

        /** @throws IllegalArgumentException if the literal is no JSON number */
        public Dec {
            if (!FORM.matcher(literal).matches()) {
                throw new IllegalArgumentException("not a JSON number: " + literal);
            }
        }

        @Override
        public String commandText() {
            return literal;
        }
    }
}
