package io.bitgap.scale;

import io.bitgap.listing.PagedSelect;
import io.bitgap.run.RunListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked for, with ids of the database that was filled. Another address is another line here. */
final class ScaleCalls {
    private ScaleCalls() {}

    /** @param page as a browser asks, otherwise for JSON */
    record Call(String name, String path, boolean page) {}

    static List<Call> of(JdbcClient jdbc) {
        String large = "/experiments/scale-2";
        UUID run = jdbc.sql("""
                        select r.id from run r join experiment e on e.id = r.experiment_id
                        where e.slug = 'scale-2' and r.state = 'COMPLETED' and r.method = 'pact' order by r.position limit 1
                        """).query(UUID.class).single();
        UUID training = jdbc.sql("select id from run where state = 'RUNNING' order by id limit 1")
                .query(UUID.class)
                .single();
        String ten = joined(jdbc, """
                select r.id::text from run r join experiment e on e.id = r.experiment_id
                where e.slug = 'scale-2' and r.state = 'COMPLETED' and r.method <> 'fp32' order by r.position limit 10
                """);
        String experiments = joined(jdbc, "select slug from experiment order by created_at desc, id limit 10");
        List<Call> calls = new ArrayList<>();
        json(calls, "GET /runs, first page", "/runs");
        json(calls, "GET /runs, page after 9,000", "/runs?pageToken=" + after(jdbc, 9000));
        json(calls, "GET /runs by top-1", "/runs?sort=-top1");
        json(calls, "GET /runs by gap", "/runs?sort=gap&maxGap=0.2");
        json(
                calls,
                "GET /runs, filtered",
                "/runs?method=pact,lsq&weightBits=4&state=COMPLETED&minTop1=0.7&network=resnet20");
        json(calls, "GET /runs, 500 of them", "/runs?limit=500");
        json(calls, "GET /experiments", "/experiments");
        json(calls, "GET /experiments, filtered by state", "/experiments?state=RUNNING,FAILED&sort=name");
        json(calls, "GET /experiments/{id}, 500 runs", large);
        json(calls, "GET /experiments/{id}/table, 500 runs", large + "/table");
        json(calls, "GET /experiments/{id}/runs", large + "/runs");
        json(calls, "GET /runs/{id}", "/runs/" + run);
        json(calls, "GET /runs/{id}/metrics", "/runs/" + run + "/metrics");
        json(calls, "GET /runs/{id}/log", "/runs/" + run + "/log");
        json(calls, "GET /compare, 10 runs", "/compare?runs=" + ten);
        json(calls, "GET /tables/measured, 10 experiments of 20 runs", "/tables/measured?experiments=" + experiments);
        json(calls, "GET /queue", "/queue");
        json(calls, "GET /workers", "/workers");
        json(calls, "GET /", "/");
        page(calls, "page /", "/");
        page(calls, "page /runs", "/runs");
        page(calls, "page /runs by top-1, filtered", "/runs?sort=-top1&method=pact,lsq&minTop1=0.7");
        page(calls, "page /experiments", "/experiments");
        page(calls, "page /experiments/{id}, 500 runs", large);
        page(calls, "page /experiments/{id}, 500 runs, some training", "/experiments/scale-1");
        page(calls, "page /runs/{id}", "/runs/" + run);
        page(calls, "page /compare, 10 runs", "/compare?runs=" + ten);
        page(calls, "page /queue", "/queue");
        page(calls, "page /runs/{id}, training", "/runs/" + training);
        json(calls, "GET /runs as CSV, all", "/runs?format=csv");
        return calls;
    }

    private static String joined(JdbcClient jdbc, String names) {
        return String.join(",", jdbc.sql(names).query(String.class).list());
    }

    private static void json(List<Call> calls, String name, String path) {
        calls.add(new Call(name, path, false));
    }

    private static void page(List<Call> calls, String name, String path) {
        calls.add(new Call(name, path, true));
    }

    /** The token of a page far behind, as somebody has it who went there page by page. */
    private static String after(JdbcClient jdbc, int rows) {
        String token = null;
        for (int seen = 0; seen < rows; seen += 500) {
            Map<String, List<String>> parameters = token == null
                    ? Map.of("limit", List.of("500"))
                    : Map.of("limit", List.of("500"), "pageToken", List.of(token));
            token = new PagedSelect(jdbc, RunListing.ALL.read(parameters, List.of()))
                    .page("r.id", PagedSelect::id)
                    .nextPageToken();
        }
        return String.valueOf(token);
    }
}
