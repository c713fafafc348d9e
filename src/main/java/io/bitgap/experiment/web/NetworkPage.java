package io.bitgap.experiment.web;

import io.bitgap.experiment.network.NetworkView;
import io.bitgap.experiment.network.UploadedNetworks;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The networks as pages, with a form to upload one. */
@Controller
class NetworkPage {
    private final UploadedNetworks networks;

    NetworkPage(UploadedNetworks networks) {
        this.networks = networks;
    }

    @GetMapping(path = "/networks", produces = MediaType.TEXT_HTML_VALUE)
    String list(Model model) {
        show(model, "", "", null, List.of());
        return "networks";
    }

    @GetMapping(path = "/networks/{name}", produces = MediaType.TEXT_HTML_VALUE)
    String get(@PathVariable String name, Model model) {
        model.addAttribute("network", networks.get(name));
        return "network";
    }

    @PostMapping(path = "/networks", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView upload(@RequestParam String name, @RequestParam String configuration, Model model) throws IOException {
        try {
            var body = new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8));
            NetworkView stored =
                    networks.upload(name.strip(), NetworkController.read(body)).network();
            return new ModelAndView("redirect:/networks/" + stored.name());
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.CONFLICT && problem.errors().isEmpty()) {
                throw problem;
            }
            show(model, name, configuration, problem.getMessage(), problem.errors());
            HttpStatus status =
                    problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            return new ModelAndView("networks", model.asMap(), status);
        }
    }

    private void show(
            Model model, String name, String configuration, @Nullable String problem, List<FieldProblem> wrong) {
        model.addAttribute("networks", networks.descriptions());
        model.addAttribute("name", name);
        model.addAttribute("configuration", configuration);
        model.addAttribute("problem", problem);
        model.addAttribute("wrong", wrong);
    }
}
