/** What clients send, read strictly, with every wrong field listed. */
@NullMarked
package dev.skydeck.gateway.body;

import org.jspecify.annotations.NullMarked;
