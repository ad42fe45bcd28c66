/** The store: the only code that opens the database file. One writer; truth, history and revisions. */
@NullMarked
package dev.skydeck.store;

import org.jspecify.annotations.NullMarked;
