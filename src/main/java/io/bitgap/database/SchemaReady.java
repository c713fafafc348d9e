package io.bitgap.database;

/** The tables are up to date: whoever needs nothing else may begin. */
public record SchemaReady() {}
