package io.tenure.workbench;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Prints how long each page takes, a table of 5,000 rows, and an edit of a cell on the shipped bundle: opening it,
/// checking what is typed, saving it with its findings, and who is affected. `mvn test -Dtest=PageSpeed`; the name
/// keeps it out of the usual run.
@QuarkusTest
class PageSpeed {
    private static final int EDITS = 40;
    private static final int WARM_UP = 10;
    private static final List<String> PAGES = List.of(
            "/",
            "/customers/C07",
            "/moves",
            "/rules",
            "/rules/Stage",
            "/rules/Stage/rows/9",
            "/rule-files/consent.drl",
            "/parameters",
            "/scenarios",
            "/results",
            "/results/calibration",
            "/drafts",
            "/releases",
            "/audit",
            "/people");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// In nanoseconds.
    ///
    /// @param work processor time of the whole process, client and compiler included
    private record Time(long wall, long work) {}

    @Test
    void printsTimesOfPages() {
        RulesPageTest.deleteDrafts();
        PagesTest.decide();
        PageClient max = PageClient.signedIn("max");
        int draft = LargeTablePageTest.draft();
        for (String path : PAGES) {
            printTimes(max, path);
        }
        printTimes(max, "/rules/Discounts?version=" + draft);
        printTimes(max, "/rules/Discounts?row=D4711&version=" + draft);
        RulesPageTest.deleteDrafts();
    }

    private static void printTimes(PageClient person, String path) {
        List<Time> times = new ArrayList<>();
        for (int i = 0; i < EDITS; i++) {
            timed(times, () -> person.get(path).asString());
        }
        System.out.printf(Locale.ROOT, "first %.0f ms, ", times.getFirst().wall() / 1e6);
        print(path, times);
    }

    @Test
    void printsTimesOfAnEdit() {
        RulesPageTest.deleteDrafts();
        PageClient ann = PageClient.signedIn("ann");
        String cell = CellEditTest.cell(ann.get("/rules/RiskBand").asString());
        String query = "?version=active&name=RB5";
        List<Time> opened = new ArrayList<>();
        List<Time> checked = new ArrayList<>();
        List<Time> saved = new ArrayList<>();
        List<Time> affected = new ArrayList<>();
        for (int i = 0; i < EDITS; i++) {
            String place = cell + query;
            String text = ">= " + (6 + i % 3);
            String editor = timed(opened, () -> ann.get(place).asString());
            timed(
                    checked,
                    () -> ann.post(cell + "/check" + query(place), CellEditTest.form(editor, text))
                            .asString());
            String answer = timed(
                    saved,
                    () -> ann.post(place, CellEditTest.form(editor, text)).asString());
            String draft = CellEditTest.find(answer, "id=\"edit-report\" data-version=\"(\\d+)\"");
            timed(
                    affected,
                    () -> ann.get("/drafts/" + draft + "/affected/summary").asString());
            query = "?version=" + draft + "&name=RB5";
        }
        print("opened", opened);
        print("checked while typing", checked);
        print("saved with findings", saved);
        print("who is affected", affected);
        RulesPageTest.deleteDrafts();
    }

    private static String query(String place) {
        return place.substring(place.indexOf('?'));
    }

    private static String timed(List<Time> times, Supplier<String> work) {
        long start = System.nanoTime();
        long startOfWork = SYSTEM.getProcessCpuTime();
        String answer = work.get();
        times.add(new Time(System.nanoTime() - start, SYSTEM.getProcessCpuTime() - startOfWork));
        return answer;
    }

    private static void print(String what, List<Time> times) {
        List<Long> walls = times.stream().skip(WARM_UP).map(Time::wall).sorted().toList();
        List<Long> works = times.stream().skip(WARM_UP).map(Time::work).sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-22s median %.0f ms, nine of ten %.0f ms; of processor time %.0f and %.0f ms%n",
                what,
                walls.get(walls.size() / 2) / 1e6,
                walls.get(walls.size() * 9 / 10) / 1e6,
                works.get(works.size() / 2) / 1e6,
                works.get(works.size() * 9 / 10) / 1e6);
    }
}
