package dev.skydeck.messages;

/** Whatever travels on the bus. The codec finds every type by the sealed hierarchy; no list is kept by hand. */
public sealed interface Message permits Request, Event, Answer, Garbled {}
