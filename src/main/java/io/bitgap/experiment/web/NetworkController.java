package io.bitgap.experiment.web;

import io.bitgap.experiment.network.NetworkView;
import io.bitgap.experiment.network.UploadedNetworks;
import io.bitgap.json.StrictJson;
import io.bitgap.listing.Page;
import io.bitgap.network.NetworkDescription;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Networks as JSON: those that come along, and uploaded ones. */
@RestController
class NetworkController {
    private final UploadedNetworks networks;

    NetworkController(UploadedNetworks networks) {
        this.networks = networks;
    }

    /** Those that come along, then uploaded ones, oldest first. */
    @Operation(summary = "The networks: those that come along, then uploaded ones")
    @GetMapping("/networks")
    Page<NetworkDescription> list() {
        return Page.all(networks.descriptions());
    }

    /** A network with its layers. */
    @Operation(summary = "A network with its layers")
    @GetMapping("/networks/{name}")
    NetworkView get(@Parameter(example = "resnet20") @PathVariable String name) {
        return networks.get(name);
    }

    /**
     * Uploads a network, which experiments can then name. 201 when it is new, 200 when the same one was there under this
     * name, 409 when the name belongs to another one.
     */
    @Operation(summary = "Upload a network, which experiments can then name")
    @NetworkBody
    @ApiResponse(responseCode = "201", description = "It is new")
    @ApiResponse(responseCode = "200", description = "The same one was there under this name")
    @PostMapping(path = "/networks", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NetworkView> upload(
            @Parameter(description = "small letters, digits and single '-', at most 60", example = "lenet-wide")
                    @RequestParam
                    String name,
            InputStream body)
            throws IOException {
        UploadedNetworks.Uploaded uploaded = networks.upload(name, read(body));
        URI place = URI.create("/networks/" + uploaded.network().name());
        ResponseEntity.BodyBuilder answer = uploaded.created()
                ? ResponseEntity.created(place)
                : ResponseEntity.ok().location(place);
        return answer.body(uploaded.network());
    }

    static JsonNode read(InputStream body) throws IOException {
        return StrictJson.read(body, "network", "send its configuration without weights");
    }
}
