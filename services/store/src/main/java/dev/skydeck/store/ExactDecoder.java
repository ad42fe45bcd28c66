package dev.skydeck.store;

import io.vertx.jdbcclient.spi.JDBCColumnDescriptorProvider;
import io.vertx.jdbcclient.spi.JDBCDecoderImpl;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes values as SQLite keeps them. The client's own decoder reads REAL as {@code float}, which turns 123456789.123
 * into 123456792, and is ten times slower. Found by its class name; public for that.
 */
public final class ExactDecoder extends JDBCDecoderImpl {
    @Override
    public @Nullable Object parse(ResultSet row, int position, JDBCColumnDescriptorProvider columns)
            throws SQLException {
        return row.getObject(position);
    }
}
