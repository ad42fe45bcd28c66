package dev.skydeck.store;

import io.vertx.core.Future;
import java.util.function.Function;

/** The open file: one writing connection that is lent in the order asked, and connections to read with. */
interface Database {
    <T> Future<T> onWriter(Function<Sql, Future<T>> work);

    <T> Future<T> onReader(Function<Sql, Future<T>> work);

    Future<Void> close();
}
