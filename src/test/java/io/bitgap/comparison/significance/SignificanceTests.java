package io.bitgap.comparison.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.training.ImageClasses;
import io.bitgap.training.TestAnswers;
import io.bitgap.training.TestSplit;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values were computed with another library's t test, binomial test and exact interval, in float64. */
class SignificanceTests {
    private static final Offset<Double> ROUNDING = within(1e-9);

    @Test
    void gapsOfSeedsHaveTheirIntervalAndProbability() {
        PairedGaps three = PairedGaps.of(0.002, 0.005, 0.003);
        assertThat(three.mean()).isCloseTo(0.0033333333333333335, ROUNDING);
        assertThat(three.p()).hasValueSatisfying(p -> assertThat(p).isCloseTo(0.063414188418306, ROUNDING));
        assertInterval(three.interval().orElseThrow(), -0.0004612497002634262, 0.007127916366930094);
        PairedGaps five = PairedGaps.of(0.011, 0.008, 0.014, 0.009, 0.012);
        assertThat(five.p()).hasValueSatisfying(p -> assertThat(p).isCloseTo(0.0005376321127227987, ROUNDING));
        assertInterval(five.interval().orElseThrow(), 0.007835567834933386, 0.013764432165066615);
        PairedGaps two = PairedGaps.of(-0.001, 0.002);
        assertThat(two.p()).hasValueSatisfying(p -> assertThat(p).isCloseTo(0.7951672353008665, ROUNDING));
        assertInterval(two.interval().orElseThrow(), -0.018559307104262037, 0.019559307104262038);
    }

    @Test
    void oneSeedAndSeedsWithTheVerySameGapTellNothingOfTheirSpread() {
        assertThat(PairedGaps.of(0.01).interval()).isEmpty();
        assertThat(PairedGaps.of(0.01).p()).isEmpty();
        PairedGaps same = PairedGaps.of(0.91 - 0.9, 0.92 - 0.91, 0.93 - 0.92);
        assertThat(same.interval()).isEmpty();
        assertThat(same.p()).isEmpty();
        assertThatThrownBy(() -> PairedGaps.of(0.1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(PairedGaps::of).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 2, 1000, 0.03857421875, 0.0003806940315341638, 0.011499299388968116",
        "0, 6, 100, 0.03125, -0.06, -0.004889024827211947",
        "5, 5, 200, 1, -0.03129139715525955, 0.03129139715525955",
        "310, 250, 10000, 0.012590475149380293, 0.0012671745919233307, 0.010669206401496645",
        "1, 0, 50, 1, -0.019, 0.02",
        "3000, 2900, 10000, 0.19743902484357673, -0.005154417794900759, 0.025144522803554822",
        "121, 59, 2000, 4.4344492637551645e-06, 0.017721061054608755, 0.04323821947052041",
        "0, 0, 10, 1, 0, 0"
    })
    void imagesThatOneOfTwoNetworksIsRightAboutHaveTheirProbabilityAndInterval(
            int onlyReference, int onlyOther, int images, double p, double low, double high) {
        McNemar test = new McNemar(onlyReference, onlyOther, images);
        assertThat(test.gap()).isCloseTo((onlyReference - onlyOther) / (double) images, ROUNDING);
        assertThat(test.p()).isCloseTo(p, ROUNDING);
        assertInterval(test.interval(), low, high);
    }

    @Test
    void anIntervalLeavesOutZeroExactlyWhereTheTestSaysSo() {
        for (int discordant = 1; discordant < 60; discordant++) {
            for (int b = 0; b <= discordant; b++) {
                McNemar test = new McNemar(b, discordant - b, 100);
                Interval interval = test.interval();
                assertThat(interval.low() > 0 || interval.high() < 0)
                        .as("%d of %d", b, discordant)
                        .isEqualTo(test.p() < 0.05);
            }
        }
    }

    @Test
    void answersAreComparedImageByImageAndOnlyOnTheSameImages() {
        TestAnswers reference = answers("a", 0, 0, 1, 1, 0);
        TestAnswers other = answers("a", 0, 1, 1, 0, 1);
        // labels 0 0 1 1 1: reference is right about 0 1 2 3, the other about 0 2 4
        assertThat(McNemar.of(reference, other)).isEqualTo(new McNemar(2, 1, 5));
        assertThat(McNemar.of(other, reference)).isEqualTo(new McNemar(1, 2, 5));
        TestAnswers elsewhere = answers("b", 0, 0, 1, 1, 0);
        assertThat(McNemar.comparable(reference, elsewhere)).isFalse();
        assertThatThrownBy(() -> McNemar.of(reference, elsewhere)).hasMessageContaining("not comparable");
    }

    private static TestAnswers answers(String split, int... predicted) {
        List<String> names = IntStream.range(0, 5).mapToObj(Integer::toString).toList();
        ImageClasses labels = ImageClasses.of(new int[] {0, 0, 1, 1, 1}, 2);
        return new TestAnswers(
                new TestSplit(split, "sha256:0", List.of("cat", "dog"), labels, names), ImageClasses.of(predicted, 2));
    }

    @Test
    void manyComparisonsAreHeldToMore() {
        assertThat(Holm.adjusted(List.of(0.01, 0.04, 0.03))).containsExactly(0.03, 0.06, 0.06);
        assertThat(Holm.adjusted(List.of(0.01, 0.02, 0.03, 0.04, 0.05))).containsExactly(0.05, 0.08, 0.09, 0.09, 0.09);
        assertThat(Holm.adjusted(List.of(0.9, 0.8))).containsExactly(1.0, 1.0);
        assertThat(Holm.adjusted(List.of())).isEmpty();
    }

    @Test
    void threeSeedsSpeakThroughTheirGapsAndASingleOneThroughItsImages() {
        Judgement three = judged(seeds(0.011, 0.008, 0.014, 0.009, 0.012));
        assertThat(three.test()).isEqualTo(Evidence.Test.PAIRED_T);
        assertThat(three.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(three.reason()).isEmpty();
        assertThat(judged(seeds(0.002, 0.005, 0.003)).verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        assertThat(judged(seeds(-0.011, -0.008, -0.014)).verdict()).isEqualTo(Verdict.BETTER);

        Judgement single = judged(single(121, 59));
        assertThat(single.test()).isEqualTo(Evidence.Test.MCNEMAR);
        assertThat(single.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(single.interval()).isEqualTo(new McNemar(121, 59, 2000).interval());
        assertThat(judged(single(10, 9)).verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        assertThat(judged(single(0, 0)).verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
    }

    @Test
    void withTooLittleNothingIsSaidAndTheReasonIs() {
        Judgement one = judged(seeds(0.01));
        assertThat(one.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(one.reason()).contains("one seed").contains("predictions");
        Judgement two = judged(seeds(0.01, 0.02));
        assertThat(two.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(two.interval()).as("shown all the same").isNotNull();
        assertThat(two.reason()).contains("two seeds");
        assertThat(judged(seeds(0.01, 0.01, 0.01)).reason()).contains("same gap");
    }

    @Test
    void whatIsCertainAloneMayBeChanceAmongMany() {
        Evidence certain = single(20, 6);
        Evidence nothing = single(5, 5);
        assertThat(judged(certain).verdict()).isEqualTo(Verdict.WORSE);
        List<Judgement> ten = Judgement.of(List.of(
                nothing, nothing, nothing, nothing, certain, nothing, nothing, nothing, nothing, seeds(0.1, 0.2)));
        assertThat(ten.get(4).verdict()).isEqualTo(Verdict.NOT_DISTINGUISHABLE);
        assertThat(ten.get(4).adjustedP())
                .as("nine comparisons: two seeds are none")
                .isCloseTo(9 * new McNemar(20, 6, 2000).p(), ROUNDING);
    }

    @Test
    void aGainOfMoreThanHalfAPointThatIsNoChanceIsTooGood() {
        assertThat(judged(single(59, 121)).tooGood()).isTrue();
        assertThat(judged(single(121, 59)).tooGood()).isFalse();
        assertThat(judged(seeds(-0.004, -0.0041, -0.0042)).verdict()).isEqualTo(Verdict.BETTER);
        assertThat(judged(seeds(-0.004, -0.0041, -0.0042)).tooGood())
                .as("small")
                .isFalse();
        assertThat(judged(seeds(-0.05, 0.01, -0.02)).tooGood()).as("chance").isFalse();
    }

    private static Judgement judged(Evidence evidence) {
        return Judgement.of(List.of(evidence)).get(0);
    }

    private static Evidence seeds(double... gaps) {
        return new Evidence(IntStream.range(0, gaps.length)
                .mapToObj(seed -> new SeedGap(seed, gaps[seed], null))
                .toList());
    }

    private static Evidence single(int onlyReference, int onlyOther) {
        McNemar images = new McNemar(onlyReference, onlyOther, 2000);
        return new Evidence(List.of(new SeedGap(1, images.gap(), images)));
    }

    private static void assertInterval(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, ROUNDING);
        assertThat(interval.high()).isCloseTo(high, ROUNDING);
    }
}
