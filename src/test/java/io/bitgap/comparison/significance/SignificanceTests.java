package io.bitgap.comparison.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.training.ImageClasses;
import io.bitgap.training.TestAnswers;
import io.bitgap.training.TestSplit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values were computed with another library's t test and binomial test, and by Tango's formula written a second time, in float64. */
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
        "10, 2, 1000, 0.03857421875, 0.0014541884241479068, 0.016547664071248844",
        "0, 6, 100, 0.03125, -0.1247681544589592, -0.02078689190059517",
        "5, 5, 200, 1, -0.03577227038944751, 0.03577227038944751",
        "310, 250, 10000, 0.012590475149380293, 0.001366387081441967, 0.010667606325676666",
        "1, 0, 50, 1, -0.0527745511160259, 0.10495443589637812",
        "3000, 2900, 10000, 0.19743902484357673, -0.005055117620234922, 0.0250501048316372",
        "121, 59, 2000, 4.4344492637551645e-06, 0.01805613070815003, 0.04442077511157429",
        "0, 0, 10, 1, -0.27753279986288926, 0.27753279986288926"
    })
    void imagesThatOneOfTwoNetworksIsRightAboutHaveTheirProbabilityAndInterval(
            int onlyReference, int onlyOther, int images, double p, double low, double high) {
        McNemar test = new McNemar(onlyReference, onlyOther, images);
        assertThat(test.gap()).isCloseTo((onlyReference - onlyOther) / (double) images, ROUNDING);
        assertThat(test.p()).isCloseTo(p, ROUNDING);
        assertInterval(test.interval(), low, high);
    }

    /** An example of Fagerland, Lydersen and Laake, Statistics in Medicine 33, 2014, to the places that they print. */
    @Test
    void theIntervalIsTheOneThatIsPublished() {
        Interval airways = new McNemar(1, 7, 21).interval();
        assertThat(airways.low()).isCloseTo(-0.517, within(5e-4));
        assertThat(airways.high()).isCloseTo(-0.026, within(5e-4));
    }

    /** Of 1,000 pairs of test splits that were drawn with a gap of a quarter, as a method that fails has one. */
    @Test
    void nineteenOfTwentyIntervalsHoldTheGapWhenItIsLarge() {
        SplittableRandom random = new SplittableRandom(7);
        int held = 0;
        for (int split = 0; split < 1000; split++) {
            int reference = 0;
            int other = 0;
            for (int image = 0; image < 2000; image++) {
                double draw = random.nextDouble();
                reference += draw < 0.26 ? 1 : 0;
                other += draw >= 0.26 && draw < 0.27 ? 1 : 0;
            }
            Interval interval = new McNemar(reference, other, 2000).interval();
            held += interval.low() <= 0.25 && 0.25 <= interval.high() ? 1 : 0;
        }
        assertThat(held).isBetween(930, 970);
    }

    @Test
    void aProbabilityTooSmallForOneMinusItIsStillANumber() {
        assertThat(new McNemar(171, 17, 2000).p()).isCloseTo(3.5e-33, within(1e-33));
        assertThat(new McNemar(5, 5, 200).p()).isEqualTo(1);
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
