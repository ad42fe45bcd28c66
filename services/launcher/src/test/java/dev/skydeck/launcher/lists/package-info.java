/** Lists with filters, orders and pages, what is made of them, and the views that keep them. */
@NullMarked
package dev.skydeck.launcher.lists;

import org.jspecify.annotations.NullMarked;
