package dev.skydeck.messages.model;

/**
 * What is wrong with one field of a request.
 *
 * @param field path of the field, parts joined by {@code .}, such as {@code flags.lr}
 * @param type a short machine word, such as {@code missing}, {@code int_type}, {@code value_error}
 * @param message one sentence: what is allowed
 */
public record Problem(String field, String type, String message) {}
