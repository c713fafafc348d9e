package io.bitgap.experiment.web;

import io.bitgap.listing.PageParameters;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameters of the list of experiments, for OpenAPI; {@code ExperimentListing} reads them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PageParameters
@Parameter(
        name = "sort",
        in = ParameterIn.QUERY,
        description =
                "createdAt, name, state, network, dataset, createdBy, runs; - in front for the largest first, several with commas",
        schema = @Schema(type = "string", example = "-createdAt,name"))
@Parameter(
        name = "q",
        in = ParameterIn.QUERY,
        description = "Part of the name",
        schema = @Schema(type = "string", example = "cifar"))
@Parameter(
        name = "state",
        in = ParameterIn.QUERY,
        description = "Any of RUNNING, COMPLETED, FAILED, CANCELED",
        schema = @Schema(type = "string", example = "RUNNING"))
@Parameter(name = "network", in = ParameterIn.QUERY, schema = @Schema(type = "string", example = "resnet20"))
@Parameter(name = "dataset", in = ParameterIn.QUERY, schema = @Schema(type = "string", example = "cifar10"))
@Parameter(
        name = "method",
        in = ParameterIn.QUERY,
        description = "Those with a run of any of these; a comma in one is written \\,",
        schema = @Schema(type = "string", example = "pact,lsq"))
@Parameter(name = "specHash", in = ParameterIn.QUERY, description = "Those with the same spec")
@Parameter(
        name = "owner",
        in = ParameterIn.QUERY,
        description = "Sign-in names of those whose they are; me is you",
        schema = @Schema(type = "string", example = "me"))
@Parameter(
        name = "visibility",
        in = ParameterIn.QUERY,
        description = "everyone or private",
        schema = @Schema(type = "string", example = "everyone"))
@Parameter(name = "createdBy", in = ParameterIn.QUERY, schema = @Schema(type = "string", example = "local"))
@Parameter(
        name = "createdAfter",
        in = ParameterIn.QUERY,
        description = "A date or a time, UTC",
        schema = @Schema(type = "string", example = "2026-01-31"))
@Parameter(
        name = "createdBefore",
        in = ParameterIn.QUERY,
        description = "A date or a time, UTC",
        schema = @Schema(type = "string", example = "2026-02-28T12:00:00Z"))
@interface ExperimentParameters {}
