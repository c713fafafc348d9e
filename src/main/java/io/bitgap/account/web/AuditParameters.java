package io.bitgap.account.web;

import io.bitgap.listing.PageParameters;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameters of the audit, for OpenAPI; {@code AuditListing} reads them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PageParameters
@Parameter(
        name = "sort",
        in = ParameterIn.QUERY,
        description = "at, actor, action; - in front for the largest first, several with commas",
        schema = @Schema(type = "string", example = "-at"))
@Parameter(name = "actor", in = ParameterIn.QUERY, description = "Sign-in names", schema = @Schema(type = "string"))
@Parameter(
        name = "action",
        in = ParameterIn.QUERY,
        description = "What was done",
        schema = @Schema(type = "string", example = "submit-experiment"))
@Parameter(
        name = "targetKind",
        in = ParameterIn.QUERY,
        description = "What kind of thing it was done to",
        schema = @Schema(type = "string", example = "experiment"))
@Parameter(
        name = "target",
        in = ParameterIn.QUERY,
        description = "The id or name of what it was done to",
        schema = @Schema(type = "string"))
@Parameter(
        name = "address",
        in = ParameterIn.QUERY,
        description = "Where the requests came from",
        schema = @Schema(type = "string", example = "127.0.0.1"))
@Parameter(
        name = "after",
        in = ParameterIn.QUERY,
        description = "A date or a time, UTC",
        schema = @Schema(type = "string", example = "2026-01-31"))
@Parameter(
        name = "before",
        in = ParameterIn.QUERY,
        description = "A date or a time, UTC",
        schema = @Schema(type = "string", example = "2026-02-28T12:00:00Z"))
@interface AuditParameters {}
