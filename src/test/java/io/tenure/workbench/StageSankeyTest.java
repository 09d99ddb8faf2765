package io.tenure.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tenure.workbench.StageSankey.Move;
import io.tenure.workbench.StageSankey.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageSankeyTest {
    @Test
    void bandsAreAsThickAsTheirMovesAndStagesStandBelowEachOther() {
        StageSankey picture = StageSankey.of(List.of(
                new Move("Stable", "Decline", 30, "30", "?1"),
                new Move("Stable", "Ended", 10, "10", "?2"),
                new Move("Formation", "Decline", 60, "60", "?3"),
                new Move("Formation", "Stable", 0, "0", "?4")));
        assertThat(picture).isNotNull();
        // 100 customers are 260 high, and each stage has 26 between it and the next.
        assertThat(picture.nodes())
                .extracting(Node::label, Node::x, Node::y, Node::height)
                .containsExactly(
                        tuple("Stable", "190.0", "13.0", "104.0"),
                        tuple("Formation", "190.0", "143.0", "156.0"),
                        tuple("Decline", "700.0", "13.0", "234.0"),
                        tuple("Ended", "700.0", "273.0", "26.0"));
        assertThat(picture.height()).isEqualTo(260 + 2 * 26);
        assertThat(picture.bands()).extracting(StageSankey.Band::query).containsExactly("?1", "?2", "?3");
        assertThat(picture.bands().get(1).path())
                .isEqualTo("M200 91.0 C450 91.0 450 273.0 700 273.0 V299.0 C450 299.0" + " 450 117.0 200 117.0 Z");
    }

    @Test
    void aPictureOfNothingIsNone() {
        assertThat(StageSankey.of(List.of())).isNull();
        assertThat(StageSankey.of(List.of(new Move("Stable", "Decline", 0, "0", "?"))))
                .isNull();
    }
}
