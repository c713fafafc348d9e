package io.bitgap.comparison.web;

import io.bitgap.comparison.dashboard.RecentRun;
import io.bitgap.comparison.dashboard.RecentRuns;
import io.bitgap.comparison.runs.RunComparison;
import io.bitgap.comparison.runs.RunComparisons;
import io.bitgap.comparison.runs.RunSelection;
import io.bitgap.format.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Runs side by side as a page; with too few of them, too many or one that there is not, a page to choose them. */
@Controller
class ComparePage {
    private static final int OFFERED = 30;
    private final RunComparisons comparisons;
    private final RecentRuns recent;

    ComparePage(RunComparisons comparisons, RecentRuns recent) {
        this.comparisons = comparisons;
        this.recent = recent;
    }

    @GetMapping(path = "/compare", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView compare(
            @RequestParam @Nullable List<String> runs, @RequestParam(defaultValue = "differences") String show) {
        List<String> named = RunSelection.split(runs == null ? List.of() : runs);
        List<RecentRun> chosen = recent.of(named.stream()
                .flatMap(text -> Ids.parse(text).stream())
                .distinct()
                .toList());
        List<String> known = chosen.stream().map(run -> run.id().toString()).toList();
        List<String> unknown = named.stream()
                .filter(text -> Ids.parse(text)
                        .map(UUID::toString)
                        .filter(known::contains)
                        .isEmpty())
                .toList();
        if (!unknown.isEmpty() || chosen.size() < RunSelection.MIN_RUNS || chosen.size() > RunSelection.MAX_RUNS) {
            return choose(chosen, unknown, runs != null);
        }
        ShownFields shown = ShownFields.of(show);
        RunComparison comparison = comparisons.of(RunSelection.of(known), shown.all());
        ModelAndView page = new ModelAndView("compare");
        page.addObject("comparison", comparison);
        page.addObject("all", shown.all());
        page.addObject("selected", join(comparison.ids()));
        page.addObject("asReference", each(comparison.ids(), true));
        page.addObject("without", each(comparison.ids(), false));
        return page;
    }

    /** What was chosen, to untick some of it or to tick more. */
    private ModelAndView choose(List<RecentRun> chosen, List<String> unknown, boolean asked) {
        ModelAndView page = new ModelAndView("compare-choose");
        page.addObject("chosen", chosen);
        page.addObject("unknown", unknown);
        page.addObject("asked", asked);
        page.addObject("surplus", chosen.size() - RunSelection.MAX_RUNS);
        List<RecentRun> offered = new ArrayList<>(recent.finished(OFFERED));
        offered.removeIf(run -> chosen.stream().anyMatch(own -> own.id().equals(run.id())));
        page.addObject("offered", offered);
        boolean few = chosen.size() + unknown.size() <= RunSelection.MAX_RUNS;
        page.setStatus(
                !asked
                        ? HttpStatus.OK
                        : few && !unknown.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** For each run the selection with it in front, or without it. */
    private static Map<UUID, String> each(List<UUID> ids, boolean inFront) {
        Map<UUID, String> selections = new LinkedHashMap<>();
        for (UUID id : ids) {
            List<UUID> selection = new ArrayList<>(ids);
            selection.remove(id);
            if (inFront) {
                selection.add(0, id);
            }
            selections.put(id, join(selection));
        }
        return selections;
    }

    private static String join(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
