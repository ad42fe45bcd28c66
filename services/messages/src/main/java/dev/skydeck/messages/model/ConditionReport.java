package dev.skydeck.messages.model;

/** A condition as the reconciler states it; the store adds since when. */
public record ConditionReport(ConditionType type, String reason) {}
