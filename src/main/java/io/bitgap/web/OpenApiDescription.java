package io.bitgap.web;

import io.bitgap.problem.FieldProblem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;

/** The general part of {@code GET /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {
    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "token";
    private static final String FIELD = "#/components/schemas/" + FieldProblem.class.getSimpleName();

    @Bean
    OpenAPI openApi(Layout layout) {
        return new OpenAPI()
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A token that /account makes; not needed where nobody signs in")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                .info(new Info()
                        .title("Bitgap")
                        .version(layout.version())
                        .description("Quantization-aware training experiments as a service. Errors are"
                                + " application/problem+json with a code, a sentence and pointers to the fields, at most "
                                + FieldProblem.MOST + " of them. A body may have 1 MiB, a form 2 MiB, tensors 4 MiB."));
    }

    /** Every call belongs to the first word of its address and may answer with a problem. */
    @Bean
    OpenApiCustomizer problemsAndTags() {
        return api -> {
            Schema<?> problem = ModelConverters.getInstance()
                    .resolveAsResolvedSchema(new AnnotatedType(ProblemDetail.class).resolveAsRef(false))
                    .schema;
            problem.getProperties().remove("properties"); // they stand beside the others
            problem.addProperty("code", new StringSchema().description("stable word for programs"));
            problem.addProperty("errors", new ArraySchema().items(new Schema<>().$ref(FIELD)));
            ModelConverters.getInstance()
                    .readAll(FieldProblem.class)
                    .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
            api.getComponents().addSchemas(PROBLEM, problem);
            api.getPaths()
                    .forEach((path, item) ->
                            item.readOperationsMap().forEach((method, operation) -> describe(path, method, operation)));
        };
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        String first = path.split("/", -1)[1];
        operation.setTags(List.of(first.isEmpty() ? "dashboard" : first));
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description(
                                        method == PathItem.HttpMethod.GET
                                                ? "What was wrong: 400 malformed, 401 not signed in, 404 not there"
                                                : "What was wrong: 400 malformed, 401 not signed in, 403 not allowed, 404 not there, 409 not in this state, 413 too large,"
                                                        + " 422 understood but impossible")
                                .content(problem()));
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("4")) {
                response.setContent(problem());
            }
        });
    }

    private static Content problem() {
        return new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
    }
}
