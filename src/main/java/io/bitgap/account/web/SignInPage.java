package io.bitgap.account.web;

import io.bitgap.account.AuthMode;
import io.bitgap.account.People;
import io.bitgap.account.Person;
import io.bitgap.problem.Problem;
import java.util.Optional;
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

/** Where people sign in, and where they choose a password with the link they were given. Spring Security takes what is typed. */
@Controller
class SignInPage {
    private static final String LINK = "sign-in-link";

    private final AuthMode mode;
    private final People people;

    SignInPage(AuthMode mode, People people) {
        this.mode = mode;
        this.people = people;
    }

    @GetMapping(path = "/sign-in", produces = MediaType.TEXT_HTML_VALUE)
    String signIn(
            @RequestParam(defaultValue = "") String to,
            @RequestParam @Nullable String wrong,
            @RequestParam @Nullable String refused,
            @RequestParam @Nullable String out,
            @RequestParam @Nullable String set,
            Model model) {
        if (mode == AuthMode.LOCAL) {
            return "redirect:/";
        }
        model.addAttribute("to", to);
        model.addAttribute("provider", mode == AuthMode.OIDC);
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("refused", refused != null);
        model.addAttribute("out", out != null);
        model.addAttribute("set", set != null);
        return "sign-in";
    }

    @GetMapping(path = "/sign-in/link/{secret}", produces = MediaType.TEXT_HTML_VALUE)
    String link(@PathVariable String secret, Model model) {
        show(model, people.invited(secret), "", null);
        return LINK;
    }

    @PostMapping(path = "/sign-in/link/{secret}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView choose(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String name,
            @RequestParam String password,
            @RequestParam String again,
            Model model) {
        Optional<Person> person = people.invited(secret);
        try {
            if (!password.equals(again)) {
                throw Problem.at(
                        Problem.Kind.UNPROCESSABLE, "/again", "not-the-same", "These are two different passwords.");
            }
            people.usePasswordLink(secret, name.strip(), password);
            return new ModelAndView("redirect:/sign-in?set");
        } catch (Problem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            show(model, person, name, problem.getMessage());
            return new ModelAndView(LINK, model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static void show(Model model, Optional<Person> person, String name, @Nullable String problem) {
        model.addAttribute("person", person.orElse(null));
        model.addAttribute("name", name);
        model.addAttribute("problem", problem);
    }
}
